import { relative, resolve } from "node:path";
import {
  createPolicy,
  explainRequest,
  loadPolicy,
  POLICY_FILE,
  type Policy,
  type PolicyQuestion,
  parseRequestText,
  renderDecision,
  renderExplanation,
  writeStartingPolicy,
} from "@kit/consent";
import { asTyped, readTextFile, reportFailure } from "@kit/terminal";
import { Command, Option } from "commander";
import { addHostOptions, collect } from "../host.ts";
import { namedModels } from "../models.ts";
import type { Settings } from "../settings.ts";

type PolicyFlags = { policy?: string; server?: string; tool: string[]; model: string[]; json?: true };

/** `pnpm client policy`: what servers may sample, and why. */
export function policyCommand({ here, models: standard }: Settings): Command {
  const explain = withQuestion(new Command("explain"))
    .description("Say what the policy makes of a sampling request, and which rule decides each field. Asks no model.")
    .argument("<request.json>", "the params of a sampling/createMessage, or the whole message")
    .action((path: string, flags: PolicyFlags) =>
      print(flags, here, async (policy, question) => {
        const models = namedModels(flags.model, { models: standard });
        const request = parseRequestText(await readTextFile(resolve(here, path)), path);
        const explanation = explainRequest(policy, question, request, models);
        return { data: explanation, lines: renderExplanation(explanation) };
      }),
    );

  const show = withQuestion(new Command("show"))
    .description("Show what holds for a server that no rule names, or for the one that you name. The default.")
    .action((flags: PolicyFlags) =>
      print(flags, here, async (policy, question) => {
        const decision = policy.decide(question);
        return { data: { decision }, lines: renderDecision(decision, true) };
      }),
    );

  const init = new Command("init")
    .description("Write a policy file to begin with, with comments. Leaves one that is there as it is.")
    .option("--policy <path>", "where to write it", POLICY_FILE)
    .action(({ policy }: { policy: string }) =>
      reportFailure(false, () => {
        writeStartingPolicy(resolve(here, policy));
        console.log(asTyped(`Wrote ${policy}. See what it says with: pnpm client policy`));
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
    .addOption(
      new Option("--tool <name>", "the tool that asks; repeat it when it may be one of several")
        .default([], "none: outside of any tool call")
        .argParser(collect),
    )
    .option("--json", "print JSON");
}

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
