import { relative, resolve } from "node:path";
import {
  createPolicy,
  type Explanation,
  explainRequest,
  loadPolicy,
  POLICY_FILE,
  type PolicyQuestion,
  type PolicySettings,
  readJson,
  renderDecision,
  writeStartingPolicy,
} from "@kit/consent";
import { KitError, parseSamplingRequest, type SamplingRequest } from "@kit/protocol";
import { readTextFile, reportFailure } from "@kit/terminal";
import { Command } from "commander";
import { getNodeValue } from "jsonc-parser";
import { collect, modelOption, policyOption } from "../host.ts";
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
export function policyCommand(settings: Settings): Command {
  const { here } = settings;
  return new Command("policy")
    .description("Show what servers may sample, and explain it.")
    .addCommand(explainCommand(settings))
    .addCommand(showCommand(here))
    .addCommand(initCommand(here));
}

function explainCommand({ here, models: standard }: Settings): Command {
  return withQuestion(new Command("explain"))
    .description("Say what the policy makes of a sampling request, and which rule decides each field. Asks no model.")
    .argument("<request.json>", "the params of a sampling/createMessage, or the whole message")
    .addOption(modelOption())
    .action((file: string, flags: PolicyFlags) =>
      reportFailure(flags.json === true, async () => {
        const settings = loadPolicy(flags.policy, here);
        const question = questionOf(flags);
        const models = namedModels(flags.model, { models: standard });
        const request = await readRequest(file, here);
        const explanation = explainRequest(createPolicy(settings), question, request, models);
        if (flags.json) return console.log(JSON.stringify({ ...toData(settings, question), ...explanation }));
        console.log([...head(settings, question, here), ...renderExplanation(explanation)].join("\n"));
      }),
    );
}

function showCommand(here: string): Command {
  return withQuestion(new Command("show"))
    .description("Show what holds for a server that no rule names, or for the one that you name.")
    .action((flags: PolicyFlags) =>
      reportFailure(flags.json === true, () => {
        const settings = loadPolicy(flags.policy, here);
        const question = questionOf(flags);
        const decision = createPolicy(settings).decide(question);
        if (flags.json) return console.log(JSON.stringify({ ...toData(settings, question), decision }));
        console.log([...head(settings, question, here), ...renderDecision(decision, true)].join("\n"));
      }),
    );
}

function initCommand(here: string): Command {
  return new Command("init")
    .description("Write a policy file to begin with, with comments. Never over one that is there.")
    .option("--policy <path>", `where to write it (default: ${POLICY_FILE})`)
    .action(({ policy = POLICY_FILE }: Pick<PolicyFlags, "policy">) =>
      reportFailure(false, () => {
        writeStartingPolicy(resolve(here, policy));
        console.log(`Wrote ${policy}. See what it says with: pnpm client policy show`);
      }),
    );
}

function withQuestion(command: Command): Command {
  return command
    .option("--server <name>", "the server that asks, by the name you gave it (default: one that no rule names)")
    .option("--tool <name>", "the tool that asks; repeat it when it may be one of several", collect, [])
    .addOption(policyOption())
    .option("--json", "print JSON");
}

function questionOf({ server = "*", tool }: PolicyFlags): PolicyQuestion {
  return { server, tools: tool };
}

function head(settings: PolicySettings, { server, tools }: PolicyQuestion, here: string): string[] {
  const some = tools.length > 1 ? `one of the tools ${tools.join(", ")}` : `tool ${tools.join()}`;
  const tool = tools.length === 0 ? "outside of any tool call" : some;
  const file = settings.isFile ? relative(here, settings.path) : `no ${POLICY_FILE} here, so the defaults`;
  return [`policy       ${file}`, `asked by     ${server === "*" ? "any server" : `server ${server}`}, ${tool}`, ""];
}

function toData({ isFile, path }: PolicySettings, question: PolicyQuestion) {
  return { policy: isFile ? path : null, ...question };
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
  if (typeof value !== "object" || value === null || !("method" in value)) return value;
  if (value.method === METHOD) return "params" in value ? value.params : undefined;
  throw new KitError("invalid_request", `${file} holds a message for ${value.method}. Give one for ${METHOD}.`);
}

/** An explanation as lines: what happens to the request, and which rule decided each field. */
function renderExplanation({ decision, outcome, ...explanation }: Explanation): string[] {
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
  return [...lines.map(([label, text]) => `${label.padEnd(13)}${text}`), "", ...renderDecision(decision, false)];
}

function counted(redacted: Readonly<Record<string, number>>): string {
  const counts = Object.entries(redacted).map(([name, count]) => `${name} × ${count}`);
  return counts.length > 0 ? counts.join(", ") : "nothing";
}
