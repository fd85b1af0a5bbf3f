import { existsSync } from "node:fs";
import { Command } from "commander";
import { ledgerCommand } from "./ledger/ledger-command.ts";
import { modelsCommand } from "./models/models-command.ts";
import { policyCommand } from "./policy/policy-command.ts";
import { walkthroughCommand } from "./walkthrough/walkthrough-command.ts";

const INTERRUPTED = 130;

if (existsSync(".env")) process.loadEnvFile(".env");

// The first Ctrl-C ends the call and the server in order, the second one at once.
const interrupt = new AbortController();
process.once("SIGINT", () => {
  process.exitCode = INTERRUPTED;
  interrupt.abort();
});
// `pnpm dev | head` closes the pipe before the end: that is no error.
process.stdout.on("error", () => process.exit());

await new Command("pnpm client")
  .description("MCP Sampling Kit: the client.")
  .addCommand(walkthroughCommand(interrupt.signal), { isDefault: true })
  .addCommand(modelsCommand(process.env))
  .addCommand(ledgerCommand(process.env))
  .addCommand(policyCommand(process.env))
  .parseAsync();
