import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseJson } from "@kit/protocol";
import { type JsonRpcMessage, serverEnvironment } from "@kit/transport";
import { fail } from "./failure.ts";
import { describeFault, type Fault, findFault } from "./fault.ts";
import { type ConnectOptions, connectForeignClient, type ForeignClient } from "./foreign-client.ts";
import type { TerminalUser } from "./run-in-terminal.ts";
import { type ProgramOptions, type ProgramRun, runProgram } from "./run-program.ts";
import { type ModelMessage, type ScriptedModel, startScriptedModel } from "./scripted-model.ts";
import type { WireMessage } from "./wire.ts";

/** A server that the learner's client is to start. */
export type ServerEntry = { args: readonly string[]; env?: Record<string, string> };

export type RunClientOptions = {
  /** The servers of its `mcp.json`, by name. What crosses is recorded. Default: it gets no `mcp.json`. */
  servers?: Readonly<Record<string, ServerEntry>>;
  /** Added to the environment of the client, such as `model.env`. */
  env?: Record<string, string>;
  /** What its stdin says. */
  input?: string;
  /** Runs it on a terminal, where this user sits. Then what it shows stands in `stderr`. */
  terminal?: TerminalUser;
};

export type ClientRun = ProgramRun & {
  /** What crossed between the client and its servers. */
  wire: WireMessage[];
  /** The environment that the client gave to each server. */
  environments: Readonly<Record<string, Record<string, string>>>;
  /** The first error on stderr. A program that runs to its end may have written down one that it has dealt with. */
  fault: Fault | undefined;
};

/** What a check has in hand: the learner's programs, foreign ones to speak to them, and what crossed. */
export type Learner = {
  /** The folder with `server/` and `client/`. */
  folder: string;
  /** A folder of the check's own, gone when it ends. */
  temp: string;
  /** Everything that crossed in this check, in order. */
  wire: WireMessage[];
  /** Starts the learner's server, and connects a foreign client to it. */
  connect(options?: ConnectOptions): Promise<ForeignClient>;
  /** Runs the learner's client with these arguments, such as `["call", "summarize", "--yes"]`, to its end. */
  runClient(args: readonly string[], options?: RunClientOptions): Promise<ClientRun>;
  /** Runs the shipped client the same way: `pnpm client …`. */
  runShippedClient(args: readonly string[], options?: RunClientOptions): Promise<ClientRun>;
  /** The learner's server, for `servers`. */
  ownServer(env?: Record<string, string>): ServerEntry;
  /** The shipped server, for `servers`. */
  shippedServer(): ServerEntry;
  /** A server with a tool `ask`, which sends these `sampling/createMessage` params, for `servers`. */
  foreignServer(questions: readonly Record<string, unknown>[]): ServerEntry;
  /** Runs a program with Node to its end, in a folder. */
  run(args: readonly string[], cwd: string): Promise<ProgramRun>;
  /** Starts a model for one side of a connection. Default: for the client, of all connections. */
  startModel: (
    script: Parameters<typeof startScriptedModel>[0],
    connection?: string,
    side?: "client" | "server",
  ) => Promise<ScriptedModel>;
  /** What crossed between clients, or servers, and their models. */
  modelWire(): ModelWire;
};

/** Who has a model: one side of a connection, or of all. */
type ModelOwner = { connection: string | undefined; side: "client" | "server" };

/** What crossed between models and those who have them, and when, as for a `WireMessage`. */
export type ModelWire = (Omit<ModelMessage, "at"> & ModelOwner & { ms: number })[];

/** How long one answer may take. The machine may have other work. */
export const PATIENCE_MS = 20_000;
/** How much longer a whole program may take. */
const ANSWERS_PER_RUN = 3;
/** And the tests of a whole project. */
const ANSWERS_PER_TESTS = 15;

const locate = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Makes what a check works with. Its `close` ends every process, and deletes what was written. */
export function createLearner(given: string, patienceMs: number) {
  // Node names files by their real paths.
  const folder = realpathSync(given);
  const since = performance.now();
  const wire: WireMessage[] = [];
  const temp = mkdtempSync(join(tmpdir(), "kit-learn-"));
  const ended = new AbortController();
  const closers: (() => Promise<unknown>)[] = [];
  const environment = () => ({ ...serverEnvironment(process.env), NO_COLOR: "1" });

  async function runClient(main: string, args: readonly string[], options: RunClientOptions = {}): Promise<ClientRun> {
    const { servers, env, input, terminal } = options;
    const records = Object.keys(servers ?? {}).map((name) => ({ name, path: join(temp, `${files++}-${name}.ndjson`) }));
    const more: string[] = [];
    if (servers) {
      const mcpServers = Object.fromEntries(
        records.map(({ name, path }) => {
          const entry = servers[name] ?? { args: [] };
          const relayed = [locate("relay.ts"), path, process.execPath, ...entry.args];
          return [name, { command: process.execPath, args: relayed, env: entry.env ?? {} }];
        }),
      );
      const file = join(temp, `${files++}-mcp.json`);
      writeFileSync(file, JSON.stringify({ mcpServers }));
      more.push("--servers", file);
    }
    const command = [main, ...args, ...more];
    const place = {
      env: { ...environment(), HOME: temp, XDG_STATE_HOME: temp, APPDATA: temp, LOCALAPPDATA: temp, ...env },
      ...{ cwd: temp, patienceMs: patienceMs * ANSWERS_PER_RUN, signal: ended.signal, input },
    };
    const run = await (terminal ? runInTerminal(command, place, terminal) : runProgram(command, place));
    const recorded = records.map(({ name, path }) => ({
      name,
      ...readRecord(name, path, performance.timeOrigin + since),
    }));
    const crossed = recorded.flatMap((one) => one.wire).sort((one, other) => one.ms - other.ms);
    wire.push(...crossed);
    const environments = Object.fromEntries(recorded.map(({ name, env }) => [name, env]));
    return { ...run, wire: crossed, environments, fault: findFault(run.stderr, folder) };
  }
  let files = 0;
  const models: { model: ScriptedModel; owner: ModelOwner }[] = [];

  const learner: Learner = {
    ...{ folder, temp, wire },
    async connect(options = {}) {
      const { main = join(folder, "server", "src", "main.ts") } = options;
      const command = { command: process.execPath, args: [main], env: { ...environment(), ...options.env }, cwd: temp };
      const client = await connectForeignClient(command, options, { folder, wire, since, patienceMs });
      closers.push(client.close);
      return client;
    },
    async runClient(args, options) {
      const run = await runClient(join(folder, "client", "src", "main.ts"), args, options);
      failWhenBroken(run, args, patienceMs);
      return run;
    },
    runShippedClient: (args, options) => runClient(locate("../../../client/src/main.ts"), args, options),
    ownServer: (env) => ({ args: [join(folder, "server", "src", "main.ts")], ...(env && { env }) }),
    shippedServer: () => ({ args: [locate("../../../server/src/main.ts")] }),
    foreignServer: (questions) => ({
      args: [locate("protocol-2025-11-25/foreign-server.ts"), JSON.stringify(questions)],
    }),
    run: (args, cwd) => {
      const limits = { patienceMs: patienceMs * ANSWERS_PER_TESTS, signal: ended.signal };
      return runProgram(args, { env: environment(), cwd, ...limits });
    },
    async startModel(script, connection, side = "client") {
      const model = await startScriptedModel(script);
      models.push({ model, owner: { connection, side } });
      closers.push(model.close);
      return model;
    },
    modelWire: () =>
      models.flatMap(({ model, owner }) =>
        model.messages.map(({ direction, said, at }) => ({ ...owner, direction, said, ms: at - since })),
      ),
  };
  async function close(): Promise<void> {
    ended.abort();
    await Promise.allSettled(closers.map((one) => one()));
    rmSync(temp, { recursive: true, force: true });
  }
  return { learner, close };
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
function failWhenBroken(run: ClientRun, args: readonly string[], patienceMs: number): void {
  const command = args.slice(0, 2).join(" ");
  if (run.isLate) {
    fail({
      code: "client_silent",
      expected: `Your client ends: ${command}.`,
      seen: `It still ran after ${(patienceMs * ANSWERS_PER_RUN) / 1_000} seconds.\n${run.stderr.slice(-400)}`.trim(),
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

function readRecord(
  connection: string,
  path: string,
  since: number,
): { wire: WireMessage[]; env: Record<string, string> } {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const [first, ...lines] = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const wire = lines.flatMap(({ direction, line, at }) => {
    const message = parseJson(line) as JsonRpcMessage | undefined;
    const bytes = Buffer.byteLength(line) + 1;
    return message === undefined ? [] : [{ connection, direction, message, bytes, ms: at - since }];
  });
  return { wire, env: first?.env ?? {} };
}
