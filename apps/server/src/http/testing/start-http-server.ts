import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../main.ts", import.meta.url));

/** What a test may say about the server that it starts. */
export type HttpServerOptions = { env?: Record<string, string>; main?: string };

/** Starts `apps/server --http` as a process of its own, on a free port, and waits until it listens. */
export async function startHttpServer(flags: readonly string[] = [], options: HttpServerOptions = {}) {
  const server = spawnHttpServer(["--http", "--port", "0", ...flags], options);
  const [, url = ""] = await Promise.race([
    server.said(/Listening on (http:\S+)/),
    server.exited.then(() => {
      throw new Error(`The server did not start: ${server.stderr()}`);
    }),
  ]);
  return { ...server, url };
}

/** Starts the server with any arguments. */
export function spawnHttpServer(args: readonly string[], { env = {}, main = MAIN }: HttpServerOptions = {}) {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  let heard: () => void = () => undefined;
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
    heard();
  });
  const exited = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | string);

  return {
    pid: child.pid,
    exited,
    /** Resolves when nobody writes to the server's log any more, its replicas included. */
    closed: once(child, "close"),
    stderr: () => stderr,

    /** Waits until the server's log has a match, and returns it. */
    async said(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const found = pattern.exec(stderr);
        if (found !== null) return found;
        await new Promise<void>((resolve) => {
          const before = heard;
          heard = () => {
            before();
            resolve();
          };
        });
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
