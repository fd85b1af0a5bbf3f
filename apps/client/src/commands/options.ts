import { POLICY_FILE } from "@kit/consent";
import { PROTOCOL_REVISIONS } from "@kit/protocol";
import { type Command, Option } from "commander";

/** The flags that several commands share. */
export const serversOption = () =>
  new Option("--servers <path>", "your servers (default: mcp.json, if there is one, else the kit's own)");

export const modelOption = () =>
  new Option("--model <provider/model>", "a model that may answer; repeat it to allow several")
    .default([], "KIT_MODEL, else the offline model")
    .argParser(collect);

export const configOption = () =>
  new Option("--config <path>", "aliases, fallbacks and limits of models (default: kit.config.json, if there is one)");

export const policyOption = () =>
  new Option("--policy <path>", `what servers may sample (default: ${POLICY_FILE}, if there is one)`);

export const ledgerOption = () =>
  new Option("--ledger <path>", "the file of the ledger (default: in your state folder)");

/** Adds the flags of every command that opens the user's servers. */
export function addHostOptions(command: Command): Command {
  return command
    .addOption(serversOption())
    .addOption(new Option("--protocol <revision>").choices(["auto", ...PROTOCOL_REVISIONS]).default("auto"))
    .addOption(modelOption())
    .addOption(configOption())
    .addOption(policyOption())
    .addOption(ledgerOption())
    .option("--yes", "answer sampling requests without asking")
    .option("--verbose", "show on stderr everything that crosses, and what the servers say there");
}

/** Takes a flag that may be repeated. */
export function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}
