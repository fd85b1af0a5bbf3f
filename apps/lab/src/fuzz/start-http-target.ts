import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { locate } from "../bench/locate.ts";
import { UNHANDLED } from "./fuzzed-server.ts";

const REPORT_HEAP = fileURLToPath(new URL("./report-heap.ts", import.meta.url));
const LISTENING = /Listening on (http:\S+)/;

/** Starts the kit's server over HTTP on a free port of loopback, to send it any requests. */
export async function startHttpTarget() {
  const flags = ["--expose-gc", "--import", REPORT_HEAP, locate("@kit/server/src/main.ts"), "--http", "--port", "0"];
  const child = spawn(process.execPath, flags, {
    env: { PATH: process.env.PATH ?? "" },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const unhandled: string[] = [];
  const listening = Promise.withResolvers<string>();
  let rest = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    unhandled.push(...lines.filter((line) => UNHANDLED.test(line)));
    const [, url] = lines.map((line) => LISTENING.exec(line)).find((found) => found !== null) ?? [];
    if (url !== undefined) listening.resolve(url);
  });
  const exited = once(child, "close").then(([code]) => code as number | null);
  exited.then(() => listening.reject(new Error("The server ended before it listened.")));

  return {
    url: await listening.promise,
    /** Lines on stderr that say that something went wrong which nobody had thought of. */
    unhandled,

    /** What the server holds behind a forced collection, in MB. */
    async heapMb(): Promise<number> {
      child.send("report");
      const [bytes] = await once(child, "message");
      return bytes / 1024 / 1024;
    },

    /** Tells the server to stop. Resolves to its exit code. */
    async stop(): Promise<number | null> {
      child.kill("SIGTERM");
      return exited;
    },

    kill: () => child.kill("SIGKILL"),
  };
}
