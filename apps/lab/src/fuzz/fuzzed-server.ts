import { spawn } from "node:child_process";
import { once } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { locate } from "../bench/locate.ts";
import { heapOf, WITH_HEAP } from "./heap-of.ts";
import { readLines } from "./read-lines.ts";

/** What the server writes. */
export type WireMessage = {
  id?: unknown;
  method?: string;
  params?: unknown;
  result?: Record<string, unknown>;
  error?: unknown;
};

/** Lines of stderr that say that something went wrong which nobody had thought of. */
export const UNHANDLED = /^\s+at |^uncaught|^node:|^\(node:\d+\)|unhandled/i;
const LAST_WORDS = 20;

/** Starts the kit's server, to write it any bytes. */
export function startFuzzedServer(onMessage: (message: WireMessage) => void) {
  const child = spawn(process.execPath, [...WITH_HEAP, locate("@kit/server/src/main.ts")], {
    env: { PATH: process.env.PATH ?? "" },
    stdio: ["pipe", "pipe", "pipe", "ipc"],
  });
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) throw new Error("A spawned process has three pipes.");
  // A server that has ended shows in `ended`.
  stdin.on("error", () => undefined);

  const notJsonRpc: string[] = [];
  const unhandled: string[] = [];
  const lastWords: string[] = [];
  readLines(stdout, (line) => {
    const message = readMessage(line);
    if (message === undefined) notJsonRpc.push(line.slice(0, 200));
    else onMessage(message);
  });
  readLines(stderr, (line) => {
    if (UNHANDLED.test(line)) unhandled.push(line);
    lastWords.push(line);
    if (lastWords.length > LAST_WORDS) lastWords.shift();
  });
  const exited = once(child, "close").then(([code]) => code as number | null);

  return {
    exited,
    /** Lines on stdout that were no JSON-RPC. */
    notJsonRpc,
    unhandled,
    lastWords,

    /** Writes bytes as they are, each chunk by itself as far as pipes allow. */
    async write(chunks: readonly (string | Buffer)[]): Promise<void> {
      for (const [index, chunk] of chunks.entries()) {
        if (index > 0) await nextTurn();
        if (!stdin.write(chunk) && stdin.writable) await Promise.race([once(stdin, "drain"), exited]);
      }
    },

    /** What the server holds behind a forced collection, in MB. */
    heapMb: () => heapOf(child),

    /** Ends the server's input, and waits for the server's end. Resolves to its exit code. */
    async close(): Promise<number | null> {
      stdin.end();
      return exited;
    },

    kill: () => child.kill("SIGKILL"),
  };
}

function readMessage(line: string): WireMessage | undefined {
  try {
    const message = JSON.parse(line);
    const isMessage = message?.jsonrpc === "2.0" && ("method" in message || "result" in message || "error" in message);
    return isMessage ? message : undefined;
  } catch {
    return undefined;
  }
}
