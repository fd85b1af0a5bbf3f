import { loadEnvFile } from "@kit/consent";
import { asTyped, createInterrupts, guardOutput, type Interrupts, reportFailure, runProgram } from "@kit/terminal";
import { Command } from "commander";
import { readSettings, type Settings } from "./settings.ts";

type MakeCommand = (settings: Settings, interrupts: Interrupts) => Command;

/** Only the command that the user named is loaded. */
const COMMANDS: Readonly<Record<string, () => Promise<MakeCommand>>> = {
  walkthrough: async () => (await import("./commands/walkthrough/command.ts")).walkthroughCommand,
  tools: async () => (await import("./commands/tools.ts")).toolsCommand,
  call: async () => (await import("./commands/call.ts")).callCommand,
  chat: async () => (await import("./commands/chat/command.ts")).chatCommand,
  models: async () => (await import("./commands/models.ts")).modelsCommand,
  ledger: async () => (await import("./commands/ledger.ts")).ledgerCommand,
  policy: async () => (await import("./commands/policy.ts")).policyCommand,
  tape: async () => (await import("@kit/tape/command")).tapeCommand,
  doctor: async () => (await import("./commands/doctor.ts")).doctorCommand,
};
const DEFAULT = "walkthrough";

const interrupts = createInterrupts();
guardOutput();
await reportFailure(false, () => loadEnvFile(interrupts.signal));
if (process.exitCode !== undefined) process.exit();
if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) await (await import("@kit/transport/trace")).startTrace("kit-client");
const settings = readSettings(process.env);

// As it stands before a command: with npm, "--" belongs to it.
const program = new Command(asTyped("pnpm client x").slice(0, -2)).description("MCP Sampling Kit: the client.");
const [named = DEFAULT] = process.argv.slice(2);
for (const [name, load] of Object.entries(COMMANDS)) {
  // The help lists them all.
  if (Object.hasOwn(COMMANDS, named) && name !== named) continue;
  const makeCommand = await load();
  program.addCommand(makeCommand(settings, interrupts), { isDefault: name === DEFAULT });
}
await runProgram(program);
