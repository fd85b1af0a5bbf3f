import { resolve } from "node:path";
import {
  allowAlways,
  confirmFolder,
  createPolicy,
  createRedactor,
  createTerminalApprover,
  type Ledger,
  loadPolicy,
  openLedger,
  POLICY_FILE,
  type Policy,
  type SamplingObserver,
} from "@kit/consent";
import { PROTOCOL_REVISIONS, type ProtocolRevision } from "@kit/protocol";
import { createScreen, renderFailure, type Screen, toFailure } from "@kit/terminal";
import { type Command, Option } from "commander";
import type { Watcher } from "./connection.ts";
import { describeDestination, loadConfig, namedModels, type OpenModels, openModels } from "./models.ts";
import { createSamplingHandler } from "./sampling-handler.ts";
import { type Hub, loadServers, openServers } from "./servers.ts";
import type { Settings } from "./settings.ts";

/** The flags of every command that opens the user's servers. */
export type HostFlags = {
  protocol: ProtocolRevision | "auto";
  model: string[];
  config?: string;
  servers?: string;
  policy?: string;
  ledger?: string;
  tape?: string;
  yes?: true;
  verbose?: true;
};

const OPTIONS: Readonly<Record<keyof HostFlags, Option>> = {
  servers: new Option("--servers <path>", "your servers (default: mcp.json, if there is one, else the kit's)"),
  protocol: new Option("--protocol <revision>", "what to speak; auto finds out")
    .choices(["auto", ...PROTOCOL_REVISIONS])
    .default("auto"),
  model: new Option("--model <provider/model>", "a model that may answer; repeat it to allow several")
    .default([], "KIT_MODEL, else the offline model")
    .argParser(collect),
  config: new Option("--config <path>", "aliases and fallbacks of models (default: kit.config.json, if there is one)"),
  policy: new Option("--policy <path>", `what servers may sample (default: ${POLICY_FILE}, if there is one)`),
  ledger: new Option("--ledger <path>", "the file of the ledger (default: in your state folder)"),
  tape: new Option("--tape <path>", "record all that crosses, redacted by your policy; tape shows it"),
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

export type Host = { hub: Hub; models: OpenModels; ledger: Ledger };

export function createHostContext(settings: Settings, signal: AbortSignal): HostContext {
  const screen = createScreen(process.stderr);
  return { settings, signal, screen, tell: (line) => screen.write(`${line}\n`) };
}

export function ledgerPath(named: string | undefined, { here, ledger }: Settings): string {
  if (named === undefined) return ledger;
  return named === ":memory:" ? named : resolve(here, named);
}

/**
 * Opens what every command uses, and closes it when the work has ended: what the user allows, the ledger, the models,
 * the servers, and for each of them a handler that answers when it samples.
 *
 * @param watch Makes what sees the sampling of one connection. Default: nobody does.
 * @throws {KitError} when the policy, the ledger, the models or the configuration are wrong, or no server can be opened.
 */
export async function withHost<T>(
  flags: HostFlags,
  context: HostContext,
  work: (host: Host) => Promise<T>,
  watch?: () => SamplingObserver,
): Promise<T> {
  const { settings, signal, tell } = context;
  const { here } = settings;
  const closers: (() => unknown)[] = [];
  try {
    const confirmed = await confirmFolder(flags, here, signal, context.screen);
    const entries = await loadServers(flags.servers, settings, confirmed.servers);
    const config = await loadConfig(flags.config, here, confirmed.config);
    const policySettings = loadPolicy(flags.policy, here, confirmed);
    const ledger = await openLedger({ path: ledgerPath(flags.ledger, settings) });
    closers.push(() => ledger.close());
    const models = await openModels(namedModels(flags.model, settings), settings.providers, config);
    closers.push(() => models.close());
    for (const destination of models.destinations) if (destination.isHosted) tell(describeDestination(destination));

    const consent = {
      policy: createPolicy(policySettings),
      ledger,
      approver: terminalApprover(context),
      approveAll: flags.yes === true,
      remember: async (server: string, tool: string) => allowAlways(policySettings.path, server, tool),
      warn: tell,
    };
    const watchers = await startTape(flags.tape, here, consent.policy);
    if (flags.verbose) watchers.push((await import("./hop-log.ts")).createHopLog(tell));
    const hub = await openServers(entries, {
      ...{ revision: flags.protocol, signal, tell, warn: tell, watchers },
      createHandler: (closed) => createSamplingHandler({ ...models, ...consent, closed, observe: watch?.() }),
      ...(context.tool !== undefined && { tool: context.tool }),
    });
    closers.push(() => hub.close());
    const [first, ...others] = hub.failures;
    const isNoneOpen = hub.connections.length === 0;
    for (const { error } of isNoneOpen ? others : hub.failures) tell(renderFailure(toFailure(error)));
    if (isNoneOpen && first !== undefined) throw first.error;
    return await work({ hub, models, ledger });
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** Starts the tape that the user has asked for, if any: it ends with the process. Default: of the default policy. */
export async function startTape(tape: string | undefined, here: string, policy?: Policy): Promise<Watcher[]> {
  if (tape === undefined) return [];
  const { openTape } = await import("@kit/tape");
  return [openTape(resolve(here, tape), { redact: createRedactor(policy ?? createPolicy({ policy: {} })) })];
}

/** Asks the user in the terminal, if there is one. */
function terminalApprover({ settings: { editor, hasColor }, screen }: HostContext) {
  const { stdin: input, stderr: output } = process;
  if (input.isTTY !== true || output.isTTY !== true) return undefined;
  return createTerminalApprover({ input, output, screen, editor, hasColor });
}
