import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serverEnvironment } from "@kit/transport";
import { type ConnectOptions, connectForeignClient, type ForeignClient } from "./foreign-client.ts";
import {
  type ClientRun,
  createClientRunner,
  failWhenBroken,
  type RunClientOptions,
  type ServerEntry,
} from "./run-client.ts";
import { type ProgramRun, runProgram } from "./run-program.ts";
import { type ModelMessage, type ScriptedModel, startScriptedModel } from "./scripted-model.ts";
import type { WireMessage } from "./wire.ts";

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

  const runClient = createClientRunner({
    ...{ folder, temp, wire, environment, signal: ended.signal },
    ...{ patienceMs: patienceMs * ANSWERS_PER_RUN, startedAt: performance.timeOrigin + since },
  });
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
      failWhenBroken(run, args, patienceMs * ANSWERS_PER_RUN);
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
