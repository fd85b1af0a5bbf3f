import { relative, resolve } from "node:path";
import {
  createPolicy,
  type Explanation,
  explainRequest,
  loadPolicy,
  POLICY_FILE,
  type Policy,
  type PolicyQuestion,
  readJson,
  renderDecision,
  writeStartingPolicy,
} from "@kit/consent";
import { isRecord, KitError, parseSamplingRequest, type SamplingRequest } from "@kit/protocol";
import { readTextFile, renderColumns, reportFailure } from "@kit/terminal";
import { Command } from "commander";
import { getNodeValue } from "jsonc-parser";
import { addHostOptions, collect } from "../host.ts";
import { namedModels } from "../models.ts";
import type { Settings } from "../settings.ts";

type PolicyFlags = { policy?: string; server?: string; tool: string[]; model: string[]; json?: true };

const METHOD = "sampling/createMessage";

const OUTCOMES = {
  ask: "you are asked about each tool call; without a terminal it is refused",
  session: "you are asked once for each tool in a session; without a terminal it is refused",
  auto: "let through without asking",
} as const;

/** `pnpm client policy`: what servers may sample, and why. */
export function policyCommand({ here, models: standard }: Settings): Command {
  const explain = withQuestion(new Command("explain"))
    .description("Say what the policy makes of a sampling request, and which rule decides each field. Asks no model.")
    .argument("<request.json>", "the params of a sampling/createMessage, or the whole message")
    .action((path: string, flags: PolicyFlags) =>
      print(flags, here, async (policy, question) => {
        const models = namedModels(flags.model, { models: standard });
        const explanation = explainRequest(policy, question, await readRequest(path, here), models);
        return { data: explanation, lines: renderExplanation(explanation) };
      }),
    );

  const show = withQuestion(new Command("show"))
    .description("Show what holds for a server that no rule names, or for the one that you name.")
    .action((flags: PolicyFlags) =>
      print(flags, here, async (policy, question) => {
        const decision = policy.decide(question);
        return { data: { decision }, lines: renderDecision(decision, true) };
      }),
    );

  const init = new Command("init")
    .description("Write a policy file to begin with, with comments. Never over one that is there.")
    .option("--policy <path>", "where to write it", POLICY_FILE)
    .action(({ policy }: { policy: string }) =>
      reportFailure(false, () => {
        writeStartingPolicy(resolve(here, policy));
        console.log(`Wrote ${policy}. See what it says with: pnpm client policy show`);
      }),
    );

  return new Command("policy")
    .description("Show what servers may sample, and explain it.")
    .addCommand(addHostOptions(explain, ["model"]))
    .addCommand(show, { isDefault: true })
    .addCommand(init);
}

function withQuestion(command: Command): Command {
  return addHostOptions(command, ["policy"])
    .option("--server <name>", "the server that asks, by the name you gave it (default: one that no rule names)")
    .option("--tool <name>", "the tool that asks; repeat it when it may be one of several", collect, [])
    .option("--json", "print JSON");
}

/** What a command says of the policy. */
type Say = (policy: Policy, question: PolicyQuestion) => Promise<{ data: object; lines: readonly string[] }>;

/** Prints it under the file and the question that it is about. */
function print(flags: PolicyFlags, here: string, say: Say): Promise<void> {
  const { server = "*", tool: tools, json } = flags;
  return reportFailure(json === true, async () => {
    const file = loadPolicy(flags.policy, here);
    const { data, lines } = await say(createPolicy(file), { server, tools });
    if (json) return console.log(JSON.stringify({ policy: file.isFile ? file.path : null, server, tools, ...data }));
    const some = tools.length > 1 ? `one of the tools ${tools.join(", ")}` : `tool ${tools.join()}`;
    const tool = tools.length === 0 ? "outside of any tool call" : some;
    console.log(`policy       ${file.isFile ? relative(here, file.path) : `no ${POLICY_FILE} here, so the defaults`}`);
    console.log(`asked by     ${server === "*" ? "any server" : `server ${server}`}, ${tool}`);
    console.log(["", ...lines].join("\n"));
  });
}

/**
 * Reads a sampling request from a file: the params of a `sampling/createMessage`, or a message that holds them.
 *
 * @throws {KitError} "file_unreadable" when the file cannot be read.
 * @throws {KitError} "invalid_request" when it is no sampling request, naming the line or the field.
 */
async function readRequest(file: string, here: string): Promise<SamplingRequest> {
  const json = readJson(await readTextFile(resolve(here, file)));
  if ("faults" in json) {
    const [{ line, column, message } = { line: 1, column: 1, message: "" }] = json.faults;
    throw new KitError("invalid_request", `${file}:${line}:${column}: ${message}`);
  }
  return parseSamplingRequest(paramsOf(getNodeValue(json.root), file));
}

function paramsOf(value: unknown, file: string): unknown {
  if (!isRecord(value) || !("method" in value)) return value;
  if (value.method === METHOD) return value.params;
  throw new KitError("invalid_request", `${file} holds a message for ${value.method}. Give one for ${METHOD}.`);
}

/** An explanation as lines: what happens to the request, and which rule decided each field. */
function renderExplanation({ decision, outcome, ...explanation }: Explanation): string[] {
  const { maxTokens, toolRounds, models, redacted } = explanation;
  const { asked, granted } = maxTokens;
  const isRefused = outcome.kind === "refused";
  const lines = [
    ["the request", isRefused ? `refused. ${outcome.reason}` : OUTCOMES[outcome.kind]],
    ["maxTokens", granted < asked ? `${asked} asked for, ${granted} granted` : `${asked}, as asked for`],
    ["tool rounds", `${toolRounds.used} of ${toolRounds.allowed}`],
    ["redacted", isRefused ? "nothing leaves" : counted(redacted)],
    ...models.map(({ model, isAllowed }) => ["model", `${model} ${isAllowed ? "may" : "may not"} answer`]),
  ];
  return [...renderColumns(lines), "", ...renderDecision(decision, false)];
}

function counted(redacted: Readonly<Record<string, number>>): string {
  const counts = Object.entries(redacted).map(([name, count]) => `${name} × ${count}`);
  return counts.length > 0 ? counts.join(", ") : "nothing";
}
