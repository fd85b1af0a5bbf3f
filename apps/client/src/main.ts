import { existsSync } from "node:fs";
import { createInterrupts, runProgram } from "@kit/terminal";
import { Command } from "commander";
import { callCommand } from "./commands/call.ts";
import { chatCommand } from "./commands/chat/command.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { ledgerCommand } from "./commands/ledger.ts";
import { modelsCommand } from "./commands/models.ts";
import { policyCommand } from "./commands/policy.ts";
import { toolsCommand } from "./commands/tools.ts";
import { walkthroughCommand } from "./commands/walkthrough/command.ts";
import { readSettings } from "./settings.ts";

if (existsSync(".env")) process.loadEnvFile(".env");
const settings = readSettings(process.env);
const interrupts = createInterrupts();
// `pnpm dev | head` closes the pipe before the end: that is no error.
process.stdout.on("error", () => process.exit());

await runProgram(
  new Command("pnpm client")
    .description("MCP Sampling Kit: the client.")
    .addCommand(walkthroughCommand(settings, interrupts), { isDefault: true })
    .addCommand(toolsCommand(settings, interrupts))
    .addCommand(callCommand(settings, interrupts))
    .addCommand(chatCommand(settings, interrupts))
    .addCommand(modelsCommand(settings))
    .addCommand(ledgerCommand(settings))
    .addCommand(policyCommand(settings))
    .addCommand(doctorCommand(settings, interrupts)),
);
