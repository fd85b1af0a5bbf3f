import { createPolicy, createTerminalApprover, openLedger } from "@kit/consent";
import { PROTOCOL_REVISIONS, type ProtocolRevision } from "@kit/protocol";
import { createScreen, renderFailure, type Screen, toFailure, UsageError } from "@kit/terminal";
import { type Command, Option } from "commander";
import { describeDestination, namedModels, openModels } from "./models.ts";
import { createSamplingHandler } from "./sampling-handler.ts";
import { type Hub, loadServers, openServers } from "./servers.ts";
import type { Settings } from "./settings.ts";

/** The flags of every command that opens the user's servers. */
export type HostFlags = {
  protocol: ProtocolRevision | "auto";
  model: string[];
  servers?: string;
  yes?: true;
  verbose?: true;
};

const OPTIONS: Readonly<Record<keyof HostFlags, Option>> = {
  servers: new Option("--servers <path>", "the file of your servers, such as mcp.json"),
  protocol: new Option("--protocol <revision>", "what to speak; auto finds out")
    .choices(["auto", ...PROTOCOL_REVISIONS])
    .default("auto"),
  model: new Option("--model <provider/model>", "a model that may answer; repeat it to allow several")
    .default([], "KIT_MODEL")
    .argParser(collect),
  yes: new Option("--yes", "answer sampling requests without asking"),
  verbose: new Option("--verbose", "show on stderr everything that crosses, and what the servers say there"),
};

const ALL_FLAGS = Object.keys(OPTIONS) as (keyof HostFlags)[];

/** Adds the flags that commands share. Default: all, which a command takes that opens the user's servers. */
export function addHostOptions(command: Command, names: readonly (keyof HostFlags)[] = ALL_FLAGS): Command {
  for (const name of names) command.addOption(OPTIONS[name]);
  return command;
}

/** Takes a flag that may be repeated. */
export function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}

/** Where a command runs. */
export type HostContext = {
  settings: Settings;
  /** Ends what the command does. */
  signal: AbortSignal;
  /** What everything but the result is written to: it goes to stderr. */
  screen: Screen;
  /** Tells the user something beside the result, such as a server that could not be opened. */
  tell: (line: string) => void;
  /** The tool that is called: only servers are opened that may have it. Default: all are opened. */
  tool?: string;
};

export type Host = { hub: Hub };

export function createHostContext(settings: Settings, signal: AbortSignal): HostContext {
  const screen = createScreen(process.stderr);
  return { settings, signal, screen, tell: (line) => screen.write(`${line}\n`) };
}

/**
 * Opens what every command uses, and closes it when the work has ended: the models, the servers, and for each of them a
 * handler that answers when it samples.
 *
 * @throws {KitError} when the models or the file of the servers are wrong, or no server can be opened.
 */
export async function withHost<T>(
  flags: HostFlags,
  context: HostContext,
  work: (host: Host) => Promise<T>,
): Promise<T> {
  const { settings, signal, tell } = context;
  // A file that merely lies where the user stands starts no program.
  if (flags.servers === undefined) {
    throw new UsageError("No servers are named.", { fix: "Name the file with them: --servers mcp.json." });
  }
  const entries = await loadServers(flags.servers, settings);
  const { gateway, candidates, destinations } = await openModels(
    namedModels(flags.model, settings),
    settings.providers,
  );
  for (const destination of destinations) if (destination.isHosted) tell(describeDestination(destination));

  const watchers = flags.verbose ? [(await import("./hop-log.ts")).createHopLog(tell)] : [];
  const consent = {
    // What you allow: { maxTokens: 1000 } and the like.
    policy: createPolicy({ policy: {} }),
    ledger: await openLedger({ path: ":memory:" }),
    approver: terminalApprover(context),
    approveAll: flags.yes === true,
    warn: tell,
  };
  const hub = await openServers(entries, {
    ...{ revision: flags.protocol, signal, tell, warn: tell, watchers },
    createHandler: () => createSamplingHandler({ gateway, candidates, ...consent }),
    ...(context.tool !== undefined && { tool: context.tool }),
  });
  try {
    const [first, ...others] = hub.failures;
    const isNoneOpen = hub.connections.length === 0;
    for (const { error } of isNoneOpen ? others : hub.failures) tell(renderFailure(toFailure(error)));
    if (isNoneOpen && first !== undefined) throw first.error;
    return await work({ hub });
  } finally {
    await hub.close();
  }
}

/** Asks the user in the terminal, if there is one. */
function terminalApprover({ settings: { hasColor }, screen }: HostContext) {
  const { stdin: input, stderr: output } = process;
  if (input.isTTY !== true || output.isTTY !== true) return undefined;
  return createTerminalApprover({ input, output, screen, hasColor });
}
