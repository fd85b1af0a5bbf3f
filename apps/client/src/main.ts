import { existsSync } from "node:fs";
import { createInterrupts, runProgram } from "@kit/terminal";
import { Command } from "commander";
import { callCommand } from "./call/call-command.ts";
import { chatCommand } from "./chat/chat-command.ts";
import { doctorCommand } from "./doctor/doctor-command.ts";
import { ledgerCommand } from "./ledger/ledger-command.ts";
import { modelsCommand } from "./models/models-command.ts";
import { policyCommand } from "./policy/policy-command.ts";
import { toolsCommand } from "./tools/tools-command.ts";
import { walkthroughCommand } from "./walkthrough/walkthrough-command.ts";

if (existsSync(".env")) process.loadEnvFile(".env");

const interrupts = createInterrupts();
// `pnpm dev | head` closes the pipe before the end: that is no error.
process.stdout.on("error", () => process.exit());

await runProgram(
  new Command("pnpm client")
    .description("MCP Sampling Kit: the client.")
    .addCommand(walkthroughCommand(interrupts.signal), { isDefault: true })
    .addCommand(toolsCommand(process.env, interrupts.signal))
    .addCommand(callCommand(process.env, interrupts.signal))
    .addCommand(chatCommand(process.env, interrupts))
    .addCommand(modelsCommand(process.env))
    .addCommand(ledgerCommand(process.env))
    .addCommand(policyCommand(process.env))
    .addCommand(doctorCommand(process.env, interrupts.signal)),
);
