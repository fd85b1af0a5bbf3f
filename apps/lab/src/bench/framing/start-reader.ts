import { spawn } from "node:child_process";
import { once } from "node:events";
import { locateHere } from "../locate.ts";

/** The transports that read lines: the kit's and the two SDKs'. */
export const READERS = ["kit", "2025-11-25", "2026-07-28"] as const;

/** The name of a transport. */
export type ReaderName = (typeof READERS)[number];

/** A process that reads messages by a transport. */
export type Reader = {
  /** How long it takes from the first byte of a line until the message is handed over, in milliseconds. */
  read: (line: Buffer) => Promise<number>;
  stop: () => Promise<void>;
};

/** Starts a process that reads messages by a transport, from a real pipe. */
export async function startReader(name: ReaderName, signal: AbortSignal): Promise<Reader> {
  const child = spawn(process.execPath, [locateHere("./framing/read-lines.ts"), name], {
    stdio: ["pipe", "ignore", "inherit", "ipc"],
    signal,
  });
  const exited = once(child, "exit");
  const ended = exited.then(() => Promise.reject(new Error(`The process that reads by ${name} has ended.`)));
  ended.catch(() => undefined);
  const { stdin } = child;
  if (stdin === null) throw new Error("A spawned process has an input.");
  await Promise.race([once(child, "message"), ended]);
  return {
    async read(line) {
      const startedAt = performance.now();
      const read = once(child, "message");
      stdin.write(line);
      await Promise.race([read, ended]);
      return performance.now() - startedAt;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await exited.catch(() => undefined);
    },
  };
}
