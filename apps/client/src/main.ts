import { existsSync } from "node:fs";
import { Command } from "commander";
import { callCommand } from "./call/call-command.ts";
import { doctorCommand } from "./doctor/doctor-command.ts";
import { ledgerCommand } from "./ledger/ledger-command.ts";
import { modelsCommand } from "./models/models-command.ts";
import { policyCommand } from "./policy/policy-command.ts";
import { EXIT_CODES } from "./terminal/exit-codes.ts";
import { runProgram } from "./terminal/run-program.ts";
import { toolsCommand } from "./tools/tools-command.ts";
import { walkthroughCommand } from "./walkthrough/walkthrough-command.ts";

if (existsSync(".env")) process.loadEnvFile(".env");

// The first Ctrl-C ends the call and the servers in order, the second one at once.
const interrupt = new AbortController();
process.once("SIGINT", () => {
  process.exitCode = EXIT_CODES.interrupted;
  interrupt.abort();
});
// `pnpm dev | head` closes the pipe before the end: that is no error.
process.stdout.on("error", () => process.exit());

await runProgram(
  new Command("pnpm client")
    .description("MCP Sampling Kit: the client.")
    .addCommand(walkthroughCommand(interrupt.signal), { isDefault: true })
    .addCommand(toolsCommand(process.env, interrupt.signal))
    .addCommand(callCommand(process.env, interrupt.signal))
    .addCommand(modelsCommand(process.env))
    .addCommand(ledgerCommand(process.env))
    .addCommand(policyCommand(process.env))
    .addCommand(doctorCommand(process.env, interrupt.signal)),
);
