import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { createLog } from "./create-log.ts";
import { BASE_ENVIRONMENT, SERVER, WITH_CLOCK } from "./locate.ts";

/** How the kit's server is started, with a clock that can jump. */
export const SERVER_COMMAND = { command: process.execPath, args: [...WITH_CLOCK, SERVER] };

/** The environment that a server gets here: nothing but what it needs, and how far its clock jumps. */
export function serverEnvironment(jumpMs = 0): Record<string, string> {
  return { ...BASE_ENVIRONMENT, CLOCK_JUMP_MS: String(jumpMs) };
}

/** A process that runs the kit's server. */
export type ServerProcess = ReturnType<typeof startServer>;

/** Starts it: over stdio, or over HTTP when its arguments say so. */
export function startServer(args: readonly string[], jumpMs: number, onStderr: (text: string) => void) {
  const { command } = SERVER_COMMAND;
  const child = spawn(command, [...SERVER_COMMAND.args, ...args], { env: serverEnvironment(jumpMs) });
  const log = createLog();
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log.add(text);
    onStderr(text);
  });
  // A server that is killed leaves a pipe that cannot be written to.
  child.stdin.on("error", () => undefined);
  const exited = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | string);
  return {
    pid: child.pid ?? 0,
    stdin: child.stdin,
    stdout: child.stdout,
    exited,
    /** Waits until it has written that to stderr. */
    said: log.said,

    send: (...messages: object[]) => {
      for (const message of messages) child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
    },

    /** Resolves to the first line on stdout that matches; what comes before it is dropped. */
    async line(pattern: RegExp): Promise<string> {
      for await (const line of createInterface({ input: child.stdout })) if (pattern.test(line)) return line;
      throw new Error(`The server ended before it said ${pattern}.`);
    },
  };
}
