import { POLICY_FILE } from "@kit/consent";
import { PROTOCOL_REVISIONS, type ProtocolRevision } from "@kit/protocol";
import { type Command, Option } from "commander";

/** The flags of every command that opens the person's servers. */
export type HostFlags = {
  protocol: ProtocolRevision | "auto";
  model: string[];
  config?: string;
  servers?: string;
  policy?: string;
  ledger?: string;
  yes?: true;
  verbose?: true;
};

/** Adds the flags of every command that opens the person's servers. */
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

export function serversOption(): Option {
  return new Option("--servers <path>", "your servers (default: mcp.json, if there is one, else the kit's own)");
}

export function modelOption(): Option {
  return new Option("--model <provider/model>", "a model that may answer; repeat it to allow several")
    .default([], "KIT_MODEL, else the offline model")
    .argParser((value: string, previous: string[]) => [...previous, value]);
}

export function configOption(): Option {
  return new Option(
    "--config <path>",
    "aliases, fallbacks and limits of models (default: kit.config.json, if there is one)",
  );
}

export function policyOption(): Option {
  return new Option("--policy <path>", `what servers may sample (default: ${POLICY_FILE}, if there is one)`);
}

export function ledgerOption(): Option {
  return new Option("--ledger <path>", "the file of the ledger (default: in your state folder)");
}
