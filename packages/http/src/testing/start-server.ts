import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ProtocolRevision } from "@kit/protocol";
import { afterAll } from "vitest";
import type { HttpSettings } from "../http-settings.ts";

/** What a test may say about the server that it starts. */
export type FixtureSettings = Partial<HttpSettings> & {
  /** Default: both. */
  revisions?: ProtocolRevision[];
  stateKeys?: string[];
};

/** A server that listens. */
export type RunningServer = Awaited<ReturnType<typeof startServer>>;

const MAIN = fileURLToPath(new URL("./fixture-server.ts", import.meta.url));

// A test that fails leaves no process behind.
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts the fixture server as a process of its own, on a free port, and waits until it listens. */
export async function startServer(settings: FixtureSettings = {}) {
  const server = spawnServer(settings);
  const [, url = ""] = await Promise.race([
    server.said(/Listening on (http:\S+)/),
    server.exited.then(() => {
      throw new Error(`The server did not start: ${server.stderr()}`);
    }),
  ]);
  return { ...server, url };
}

/** Starts the fixture server, and does not wait. */
export function spawnServer(settings: FixtureSettings) {
  const child = spawn(process.execPath, [MAIN, JSON.stringify(settings)], { stdio: ["ignore", "ignore", "pipe"] });
  running.add(child);
  let stderr = "";
  const heard = new EventTarget();
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
    heard.dispatchEvent(new Event("text"));
  });
  const exited = once(child, "exit").then(([code, signal]) => {
    running.delete(child);
    return (code ?? signal) as number | string;
  });

  return {
    pid: child.pid,
    exited,
    stderr: () => stderr,

    /** Waits until the server's log has a match, and returns it. */
    async said(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const found = pattern.exec(stderr);
        if (found !== null) return found;
        await once(heard, "text");
      }
    },

    /** Tells the server to stop, and waits for its end. */
    async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | string> {
      child.kill(signal);
      const status = await exited;
      // Windows has no signals: the process is ended.
      return process.platform === "win32" && status === signal ? 0 : status;
    },
  };
}
