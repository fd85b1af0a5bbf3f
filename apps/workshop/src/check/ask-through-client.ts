import { fail } from "./failure.ts";
import { describeFault } from "./fault.ts";
import type { Learner } from "./learner.ts";
import type { ClientRun, RunClientOptions } from "./run-client.ts";
import type { ScriptedModel } from "./scripted-model.ts";
import { type AnyMessage, answersTo, messagesWith } from "./wire.ts";

/** The params of a `sampling/createMessage`, as far as a check writes them. */
export type Question = {
  messages: readonly { role: "user" | "assistant"; content: { type: "text"; text: string } }[];
  maxTokens: number;
  [field: string]: unknown;
};

export type AskOptions = {
  /** Answers under every name. */
  model: ScriptedModel;
  /** The names under which the user lets it answer, without `custom/`. */
  names: readonly string[];
  /** The name of the connection, in the record. Default: `foreign`. */
  connection?: string;
  /** Further arguments of `call`. */
  args?: readonly string[];
} & Pick<RunClientOptions, "terminal">;

/** What came of it. */
export type Asked = {
  /** One for each question, in order. */
  answers: AnyMessage[];
  /** What the client gave to the server, as its environment. */
  environment: Record<string, string>;
  run: ClientRun;
};

/** What an error on the wire says to a kit: its code, and whether a later try may help. */
export function payloadOf(answer: AnyMessage | undefined): { code?: string; isRetryable?: boolean } | undefined {
  return (answer?.error?.data as Record<string, object> | undefined)?.["kit/error"];
}

export function say(role: "user" | "assistant", text: string): Question["messages"][number] {
  return { role, content: { type: "text", text } };
}

/**
 * Lets a foreign server ask the learner's client, one question after the other.
 *
 * @throws {CheckFailure} "sampling_not_declared" or "question_unanswered" when the client does not do its part.
 */
export async function askThroughClient(
  learner: Learner,
  questions: readonly Question[],
  { model, names, connection = "foreign", args = [], terminal }: AskOptions,
): Promise<Asked> {
  const models = names.flatMap((name) => ["--model", `custom/${name}`]);
  const run = await learner.runClient(["call", "ask", "--ledger", ":memory:", ...models, ...args], {
    servers: { [connection]: learner.foreignServer(questions) },
    env: model.env,
    ...(terminal && { terminal }),
  });
  const [initialize] = messagesWith(run.wire, "initialize");
  if (initialize === undefined) {
    fail({
      code: "client_did_not_connect",
      expected: "Your client starts the server of mcp.json and sends initialize.",
      // The client takes every end before the greeting for the server's, and says how to mend that.
      seen:
        run.stderr
          .split(/\n\s*Next: /)[0]
          ?.trim()
          .slice(-600) || "It ended without a word.",
      next: "Look at the file that you changed last. A name that is not defined has no import.",
    });
  }
  const { capabilities } = initialize.params ?? {};
  if ((capabilities as { sampling?: unknown } | undefined)?.sampling === undefined) {
    fail({
      code: "sampling_not_declared",
      expected: "In initialize your client says that it can sample: capabilities.sampling is there.",
      seen: initialize,
      next: "A server may ask only a client that has declared it. Look for `capabilities` in client/src/connect.ts.",
    });
  }
  const answers = answersTo(run.wire, "sampling/createMessage");
  if (answers.length < questions.length || answers.includes(undefined)) {
    fail({
      code: "question_unanswered",
      expected: `Your client answers each of ${questions.length} sampling requests, and the call goes on after each.`,
      seen:
        run.stderr.trim().slice(-600) || `The client ended after ${answers.length} of ${questions.length} requests.`,
      next: "A handler that throws must not end the program: what it throws goes back to the server as an error.",
    });
  }
  const isMasked = answers.some((answer) => payloadOf(answer)?.code === "sampling_failed");
  if (isMasked && run.fault?.where !== undefined) {
    fail({
      code: "handler_crashed",
      expected: "Your handler runs to its end, or ends in a KitError.",
      seen: describeFault(run.fault),
      next: `The server hears of it as sampling_failed, and no more. Open ${run.fault.where}.`,
    });
  }
  return { answers: answers.filter((one) => one !== undefined), environment: run.environments[connection] ?? {}, run };
}
