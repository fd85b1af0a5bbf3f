import { relative, resolve } from "node:path";
import {
  createPolicy,
  explainRequest,
  loadPolicy,
  POLICY_FILE,
  type PolicyQuestion,
  type PolicySettings,
  renderDecision,
  writeStartingPolicy,
} from "@kit/consent";
import { personFolder, reportFailure } from "@kit/terminal";
import { Command } from "commander";
import { modelsFrom } from "../models/models-from.ts";
import { policyOption } from "../terminal/shared-options.ts";
import { readRequest } from "./read-request.ts";
import { renderExplanation } from "./render-explanation.ts";

type PolicyFlags = { policy?: string; server?: string; tool: string[]; model: string[]; json?: true };

/** `pnpm client policy`: what servers may sample, and why. */
export function policyCommand(env: NodeJS.ProcessEnv): Command {
  const here = personFolder(env);
  return new Command("policy")
    .description("Show what servers may sample, and explain it.")
    .addCommand(explainCommand(here, env))
    .addCommand(showCommand(here))
    .addCommand(initCommand(here));
}

function explainCommand(here: string, env: NodeJS.ProcessEnv): Command {
  return withQuestion(new Command("explain"))
    .description("Say what the policy makes of a sampling request, and which rule decides each field. Asks no model.")
    .argument("<request.json>", "the params of a sampling/createMessage, or the whole message")
    .option("--model <provider/model>", "a model that may answer; repeat it for several", collect, [])
    .action((file: string, flags: PolicyFlags) =>
      reportFailure(flags.json === true, async () => {
        const settings = loadPolicy(flags.policy, here);
        const question = questionOf(flags);
        const models = modelsFrom(flags.model, env);
        const explanation = await explainRequest(createPolicy(settings), question, readRequest(file, here), models);
        if (flags.json) return printJson({ policy: fileOf(settings), ...question, ...explanation });
        print([...head(settings, question, here), ...renderExplanation(explanation)]);
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
        if (flags.json) return printJson({ policy: fileOf(settings), ...question, decision });
        print([...head(settings, question, here), ...renderDecision(decision, true)]);
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
        print([`Wrote ${policy}. See what it says with: pnpm client policy show`]);
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

function fileOf({ isFile, path }: PolicySettings): string | null {
  return isFile ? path : null;
}

function print(lines: readonly string[]): void {
  console.log(lines.join("\n"));
}

function printJson(value: unknown): void {
  console.log(JSON.stringify(value));
}

function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}
