import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { ProtocolRevision } from "@kit/protocol";
import { ChildTransport, type ServerCommand } from "@kit/transport";
import { CheckFailure, fail } from "./failure.ts";
import { describeFault, type Fault, findFault } from "./fault.ts";
import type { ForeignSdk, Sampler } from "./foreign-sdk.ts";
import { type Outcome, questionsOn, toOutcome } from "./outcome.ts";
import { type AnyMessage, lastAnswer, type WireMessage } from "./wire.ts";

/** A client that the learner did not write, connected to the learner's server. */
export type ForeignClient = {
  /** What crossed on this connection. */
  wire: WireMessage[];
  /** The params of each `sampling/createMessage` so far, in order; on 2026-07-28 those of the rounds' questions. */
  questions(): Record<string, unknown>[];
  /** The tools as the server lists them. */
  listTools(): Promise<{ name: string; [field: string]: unknown }[]>;
  callTool(name: string, args: Record<string, unknown>): Promise<Outcome>;
  /** What the server has written to its log. */
  log(): string;
  close(): Promise<void>;
};

export type ConnectOptions = {
  /** Names the connection in the record of what crossed. Default: `own`. */
  name?: string;
  /** The file of the server. Default: the learner's. */
  main?: string;
  /** Default: 2025-11-25. */
  revision?: ProtocolRevision;
  /** Answers sampling requests. Absent: the client declares no sampling. */
  sample?: Sampler;
  /** Added to the environment of the server. */
  env?: Record<string, string>;
};

type Place = { folder: string; wire: WireMessage[]; since: number; patienceMs: number };

const SDKS: Readonly<Record<ProtocolRevision, () => Promise<{ connectSdk: ForeignSdk }>>> = {
  "2025-11-25": () => import("./protocol-2025-11-25/foreign-client.ts"),
  "2026-07-28": () => import("./protocol-2026-07-28/foreign-client.ts"),
};

/** What is kept of a server's log, in characters. */
const MAX_LOG = 1024 * 1024;
const WHOLE_NAMES = " Node wants the whole name of a file in an import, such as ./words.ts.";
/** How long a line of the log may come after the answer that it belongs to. */
const LOG_MS = 500;

/** A child whose first stray output is kept. */
class WatchedTransport extends ChildTransport {
  garbage: string | undefined;
  protected override reportUnread(what: string): void {
    super.reportUnread(what);
    this.garbage ??= what;
  }
}

/** Starts a server and connects an SDK to it. @throws {CheckFailure} when the server does not hold. */
export async function connectForeignClient(
  command: ServerCommand,
  { name = "own", revision = "2025-11-25", sample }: ConnectOptions,
  { folder, wire: whole, since, patienceMs }: Place,
): Promise<ForeignClient> {
  const { connectSdk } = await SDKS[revision]();
  const wire: WireMessage[] = [];
  let log = "";
  const transport = new WatchedTransport(command, {
    graceMs: 1_000,
    onStderr(text) {
      if (log.length < MAX_LOG) log += text;
    },
    onTraffic({ direction, message, bytes }) {
      const seen: WireMessage = {
        connection: name,
        ...{ direction: direction === "sent" ? "to-server" : "to-client", message, bytes },
        ms: performance.now() - since,
      };
      wire.push(seen);
      whole.push(seen);
    },
  });

  /** Does something with the server, and turns what goes wrong into what a teacher says. */
  async function withServer<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      const done = await work();
      if (transport.garbage) failWithGarbage(transport.garbage);
      return done;
    } catch (error) {
      if (error instanceof CheckFailure) throw error;
      if (transport.garbage) failWithGarbage(transport.garbage);
      // An SDK closes the connection when nobody answers its greeting.
      if (/timed out|timeout/i.test(String(error))) {
        fail({
          code: "server_silent",
          expected: `Your server answers ${what}.`,
          seen: `No answer within ${patienceMs / 1_000} seconds.`,
          next: "Look for a promise that never settles, an endless loop, or an `await` that is missing.",
        });
      }
      if (transport.closed.aborted) await failWithCrash(what);
      return fail({
        code: "answer_refused",
        expected: `Your server answers ${what} with something that the MCP SDK of ${revision} accepts.`,
        seen: lastAnswer(wire, what) ?? String(error),
        next: `The SDK says: ${error instanceof Error ? error.message : error}`,
      });
    }
  }

  async function failWithCrash(what: string): Promise<never> {
    await transport.exited;
    const fault = findFault(log, folder);
    if (what === "tools/call" && fault?.where) failWithFault(fault, lastAnswer(wire, what));
    return fail({
      code: "server_ended",
      expected: `Your server starts, and answers ${what}.`,
      seen: fault ? describeFault(fault) : transport.lastWords || "It ended without a word.",
      next: fault?.where
        ? `Open ${fault.where}.${fault.error.includes("ERR_MODULE_NOT_FOUND") ? WHOLE_NAMES : ""}`
        : "Start it yourself in the work area to see more: node server/src/main.ts",
    });
  }

  /** The tool threw something that is not meant for the wire: the server's log has it, perhaps a little later. */
  async function failWithLog(message: AnyMessage): Promise<void> {
    const waiting = new AbortController();
    const later = [once(transport.stderr, "data", waiting), wait(LOG_MS, undefined, waiting)];
    if (findFault(log, folder) === undefined) await Promise.race(later).catch(() => undefined);
    waiting.abort();
    await Promise.allSettled(later);
    const fault = findFault(log, folder);
    if (fault?.where) failWithFault(fault, message);
  }

  const sdk = await withServer("initialize", () => connectSdk(transport, { sample, timeoutMs: patienceMs })).catch(
    async (error: unknown) => {
      await transport.close();
      throw error;
    },
  );
  return {
    wire,
    questions: () => questionsOn(wire),
    async listTools() {
      const isListed = await withServer("tools/list", async () => {
        await sdk.listTools().catch((error: Error) => {
          if (!/does not support|not found/i.test(error.message)) throw error;
        });
        return lastAnswer(wire, "tools/list")?.result?.tools;
      });
      return Array.isArray(isListed) ? isListed : [];
    },
    callTool: (name, args) =>
      withServer("tools/call", async () => {
        await sdk.callTool(name, args).catch((error: unknown) => {
          if (lastAnswer(wire, "tools/call")?.error === undefined) throw error;
        });
        const outcome = toOutcome(lastAnswer(wire, "tools/call") ?? {});
        if (outcome.code === "tool_failed") await failWithLog(outcome.message);
        return outcome;
      }),
    log: () => log,
    async close() {
      await sdk.close();
      await transport.close();
    },
  };
}

/** @param message What the call was answered with. A promise that nobody awaits may end the server before. */
function failWithFault(fault: Fault, message: AnyMessage | undefined): never {
  fail({
    code: "tool_crashed",
    expected: "Your tool runs to its end.",
    seen: message ?? "The server ended before it had answered tools/call.",
    next: `The server's log says: ${describeFault(fault)}`,
  });
}

function failWithGarbage(seen: string): never {
  fail({
    code: "stdout_is_the_wire",
    expected: "On stdout your server writes JSON-RPC messages and nothing else.",
    seen,
    next: "Write what you want to see to stderr: console.error() in place of console.log().",
  });
}
