import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A program that runs until it is stopped, in a folder of its own that goes with it. */
export type RunningProgram = { stop: () => Promise<void> };

/** A folder for the files of a program, which may run as another user. */
export function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "kit-http-"));
  chmodSync(folder, 0o755);
  return folder;
}

/** A port that is free, below those that the system hands out: the connections of other tests do not take it meanwhile. */
export async function findFreePort(): Promise<number> {
  const port = randomInt(20_000, 30_000);
  const server = createServer().listen(port, "127.0.0.1");
  const isFree = await once(server, "listening").then(
    () => true,
    () => false,
  );
  if (!isFree) return findFreePort();
  server.close();
  await once(server, "close");
  return port;
}

/** Starts a program, and waits until it has said that it is ready. */
export async function startProgram(
  path: string,
  args: string[],
  folder: string,
  ready: RegExp,
): Promise<RunningProgram> {
  const child = spawn(path, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const exited = once(child, "exit");
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const hear = (text: Buffer) => {
      said += text;
      if (ready.test(said)) resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    void exited.then(() => reject(new Error(`${path} ended: ${said}`)));
  });
  return {
    async stop() {
      child.kill("SIGTERM");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
