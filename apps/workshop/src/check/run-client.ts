import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isRecord, parseJson } from "@kit/protocol";
import type { JsonRpcMessage } from "@kit/transport";
import { fail } from "./failure.ts";
import { describeFault, type Fault, findFault } from "./fault.ts";
import type { TerminalUser } from "./run-in-terminal.ts";
import { type ProgramOptions, type ProgramRun, runProgram } from "./run-program.ts";
import type { WireMessage } from "./wire.ts";

type Variables = Record<string, string>;

/** A server that the learner's client is to start. */
export type ServerEntry = { args: readonly string[]; env?: Variables };

export type RunClientOptions = {
  /** The servers of its `mcp.json`, by name. What crosses is recorded. Default: it gets no `mcp.json`. */
  servers?: Readonly<Record<string, ServerEntry>>;
  /** Added to the environment of the client, such as `model.env`. */
  env?: Variables;
  /** What its stdin says. */
  input?: string;
  /** Runs it on a terminal, where this user sits. Then what it shows stands in `stderr`. */
  terminal?: TerminalUser;
};

export type ClientRun = ProgramRun & {
  /** What crossed between the client and its servers. */
  wire: WireMessage[];
  /** The environment that the client gave to each server. */
  environments: Readonly<Record<string, Variables>>;
  /** The first error on stderr. A program that runs to its end may have written down one that it has dealt with. */
  fault: Fault | undefined;
};

/** A line of the relay's record. */
type RelayedLine = Pick<WireMessage, "direction"> & { line: string; at: number };

type Place = {
  folder: string;
  temp: string;
  /** Gets what crosses. */
  wire: WireMessage[];
  environment: () => Variables;
  /** How long a run may take. */
  patienceMs: number;
  /** When the check began, in milliseconds since 1970. */
  startedAt: number;
  signal: AbortSignal;
};

const RELAY = fileURLToPath(new URL("relay.ts", import.meta.url));

/** Makes what runs a client to its end. A relay stands between it and each of its servers, and records. */
export function createClientRunner({ folder, temp, wire, environment, patienceMs, startedAt, signal }: Place) {
  let files = 0;

  /** Writes an `mcp.json` whose servers are started through the relay. */
  function writeServers(
    servers: Readonly<Record<string, ServerEntry>>,
    records: readonly { name: string; path: string }[],
  ): string {
    const entries = records.map(({ name, path }) => {
      const { args = [], env = {} } = servers[name] ?? {};
      return [name, { command: process.execPath, args: [RELAY, path, process.execPath, ...args], env }];
    });
    const file = join(temp, `${files++}-mcp.json`);
    writeFileSync(file, JSON.stringify({ mcpServers: Object.fromEntries(entries) }));
    return file;
  }

  return async (main: string, args: readonly string[], options: RunClientOptions = {}): Promise<ClientRun> => {
    const { servers = {}, env, input, terminal } = options;
    const records = Object.keys(servers).map((name) => ({ name, path: join(temp, `${files++}-${name}.ndjson`) }));
    const more = options.servers ? ["--servers", writeServers(servers, records)] : [];
    const place = {
      env: { ...environment(), HOME: temp, XDG_STATE_HOME: temp, APPDATA: temp, LOCALAPPDATA: temp, ...env },
      ...{ cwd: temp, patienceMs, signal, input },
    };
    const command = [main, ...args, ...more];
    const run = await (terminal ? runInTerminal(command, place, terminal) : runProgram(command, place));
    const recorded = records.map(({ name, path }) => ({ name, ...readRecord(name, path, startedAt) }));
    const crossed = recorded.flatMap((one) => one.wire).sort((one, other) => one.ms - other.ms);
    wire.push(...crossed);
    const environments = Object.fromEntries(recorded.map(({ name, env }) => [name, env]));
    return { ...run, wire: crossed, environments, fault: findFault(run.stderr, folder) };
  };
}

/** What makes a terminal is native code. Where there is none for a machine, only the checks fail that need one. */
async function runInTerminal(args: readonly string[], options: ProgramOptions, user: TerminalUser) {
  const loaded = await import("./run-in-terminal.ts").catch((error: Error) =>
    fail({
      code: "no_terminal_here",
      expected: "This machine can open a pseudo-terminal, in which the check presses keys.",
      seen: error.message.split("\n")[0],
      next: "Your work may be right: this check cannot run here. Try your client by hand, and go on with: pnpm learn next",
    }),
  );
  return loaded.runInTerminal(args, options, user);
}

/** A client that ended by itself, in an error of its own code, or that had to be ended. */
export function failWhenBroken(run: ClientRun, args: readonly string[], patienceMs: number): void {
  const command = args.slice(0, 2).join(" ");
  if (run.isLate) {
    fail({
      code: "client_silent",
      expected: `Your client ends: ${command}.`,
      seen: `It still ran after ${patienceMs / 1_000} seconds.\n${run.stderr.slice(-400)}`.trim(),
      next: "Look for a promise that never settles, or a server that is never closed.",
    });
  }
  const { code, fault } = run;
  if (code === 0 || fault?.where === undefined) return;
  fail({
    code: "client_crashed",
    expected: `Your client runs to its end: ${command}.`,
    seen: describeFault(fault),
    next: `Open ${fault.where}.`,
  });
}

/** What the relay has written down. What it was writing when it was ended is left out. */
function readRecord(connection: string, path: string, startedAt: number): { wire: WireMessage[]; env: Variables } {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const [first, ...lines] = text.split("\n").map(parseJson).filter(isRecord);
  const wire = (lines as RelayedLine[]).flatMap(({ direction, line, at }) => {
    const message = parseJson(line) as JsonRpcMessage | undefined;
    const bytes = Buffer.byteLength(line) + 1;
    return message === undefined ? [] : [{ connection, direction, message, bytes, ms: at - startedAt }];
  });
  return { wire, env: (first?.env ?? {}) as Variables };
}
