import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  allowsModel,
  applyPolicy,
  type Mode,
  type Policy,
  type PolicyQuestion,
  type Ruling,
  readJson,
  redact,
  renderRuling,
  type SamplingTurn,
  toolRounds,
} from "@kit/consent";
import { KitError, parseSamplingRequest, type SamplingRequest } from "@kit/protocol";
import { unreadable } from "@kit/terminal";
import { getNodeValue } from "jsonc-parser";

const METHOD = "sampling/createMessage";

const OUTCOMES = {
  ask: "you are asked about each tool call; without a terminal it is refused",
  session: "you are asked once for each tool in a session; without a terminal it is refused",
  auto: "let through without asking",
} as const;

/** What a policy makes of one request, and why. */
export type Explanation = {
  ruling: Ruling;
  /** What happens to the request, before anybody is asked. */
  outcome: { kind: "refused"; reason: string } | { kind: Exclude<Mode, "deny"> };
  maxTokens: { asked: number; granted: number };
  toolRounds: { used: number; allowed: number };
  models: readonly { model: string; isAllowed: boolean }[];
  redacted: Readonly<Record<string, number>>;
};

/**
 * Takes a request through the steps that apply a policy, and tells what they do with it. No model is asked.
 *
 * @param models The models that the user names.
 */
export async function explainRequest(
  policy: Policy,
  question: PolicyQuestion,
  request: SamplingRequest,
  models: readonly string[],
): Promise<Explanation> {
  const ruling = policy.decide(question);
  const { turn, reason } = await takeThrough(policy, question, request);
  const { mode } = ruling;
  return {
    ruling,
    outcome: reason !== undefined || mode === "deny" ? { kind: "refused", reason: reason ?? "" } : { kind: mode },
    maxTokens: { asked: request.maxTokens, granted: Math.min(request.maxTokens, ruling.maxTokens) },
    toolRounds: { used: toolRounds(request.messages), allowed: ruling.maxToolRounds },
    models: models.map((model) => ({ model, isAllowed: allowsModel(ruling.models, model) })),
    redacted: turn?.redacted ?? {},
  };
}

async function takeThrough(policy: Policy, { server, tools }: PolicyQuestion, request: SamplingRequest) {
  const calls = tools.map((tool, id) => ({ id, tool, arguments: {} }));
  const origin = { server, reachedBy: "", claimedName: "", calls };
  let turn: SamplingTurn | undefined;
  try {
    const begun: SamplingTurn = { id: 1, request, origin, signal: new AbortController().signal, account: {} };
    await applyPolicy(policy)(begun, (decided) =>
      redact(policy)(decided, async (redacted) => {
        turn = redacted;
        return { role: "assistant", content: [], model: "" };
      }),
    );
    return { turn, reason: undefined };
  } catch (error) {
    if (error instanceof KitError && error.code === "declined") return { turn, reason: error.message };
    throw error;
  }
}

/**
 * Reads a sampling request from a file: the params of a `sampling/createMessage`, or a message that holds them.
 *
 * @throws {KitError} "file_unreadable" when the file cannot be read.
 * @throws {KitError} "invalid_request" when it is no sampling request, naming the line or the field.
 */
export function readRequest(file: string, here: string): SamplingRequest {
  const json = readJson(readText(resolve(here, file)));
  if ("faults" in json) {
    const [{ line, column, message } = { line: 1, column: 1, message: "" }] = json.faults;
    throw new KitError("invalid_request", `${file}:${line}:${column}: ${message}`);
  }
  return parseSamplingRequest(paramsOf(getNodeValue(json.root), file));
}

function paramsOf(value: unknown, file: string): unknown {
  if (typeof value !== "object" || value === null || !("method" in value)) return value;
  if (value.method === METHOD) return "params" in value ? value.params : undefined;
  throw new KitError("invalid_request", `${file} holds a message for ${value.method}. Give one for ${METHOD}.`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** An explanation as lines: what happens to the request, and which rule decided each field. */
export function renderExplanation({ ruling, outcome, ...explanation }: Explanation): string[] {
  const { maxTokens, toolRounds, models, redacted } = explanation;
  const { asked, granted } = maxTokens;
  const isRefused = outcome.kind === "refused";
  const lines: [string, string][] = [
    ["the request", isRefused ? `refused. ${outcome.reason}` : OUTCOMES[outcome.kind]],
    ["maxTokens", granted < asked ? `${asked} asked for, ${granted} granted` : `${asked}, as asked for`],
    ["tool rounds", `${toolRounds.used} of ${toolRounds.allowed}`],
    ["redacted", isRefused ? "nothing leaves" : counted(redacted)],
    ...models.map(({ model, isAllowed }): [string, string] => [
      "model",
      `${model} ${isAllowed ? "may" : "may not"} answer`,
    ]),
  ];
  return [...lines.map(([label, text]) => `${label.padEnd(13)}${text}`), "", ...renderRuling(ruling, false)];
}

function counted(redacted: Readonly<Record<string, number>>): string {
  const counts = Object.entries(redacted).map(([name, count]) => `${name} × ${count}`);
  return counts.length > 0 ? counts.join(", ") : "nothing";
}
