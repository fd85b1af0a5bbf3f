import { spawn } from "node:child_process";
import { once } from "node:events";
import { locate } from "../bench/locate.ts";
import { UNHANDLED } from "./fuzzed-server.ts";
import { heapOf, WITH_HEAP } from "./heap-of.ts";
import { readLines } from "./read-lines.ts";

const LISTENING = /Listening on (http:\S+)/;

/** Starts the kit's server over HTTP on a free port of loopback, to send it any requests. */
export async function startHttpTarget() {
  const flags = [...WITH_HEAP, locate("@kit/server/src/main.ts"), "--http", "--port", "0"];
  const child = spawn(process.execPath, flags, {
    env: { PATH: process.env.PATH ?? "" },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const unhandled: string[] = [];
  const listening = Promise.withResolvers<string>();
  if (!child.stderr) throw new Error("A spawned process has a pipe for stderr.");
  readLines(child.stderr, (line) => {
    if (UNHANDLED.test(line)) unhandled.push(line);
    const [, url] = LISTENING.exec(line) ?? [];
    if (url !== undefined) listening.resolve(url);
  });
  const exited = once(child, "close").then(([code]) => code as number | null);
  exited.then(() => listening.reject(new Error("The server ended before it listened.")));

  return {
    url: await listening.promise,
    /** Lines on stderr that say that something went wrong which nobody had thought of. */
    unhandled,

    /** What the server holds behind a forced collection, in MB. */
    heapMb: () => heapOf(child),

    /** Tells the server to stop. Resolves to its exit code. */
    async stop(): Promise<number | null> {
      child.kill("SIGTERM");
      return exited;
    },

    kill: () => child.kill("SIGKILL"),
  };
}
