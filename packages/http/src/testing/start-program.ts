import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
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

/** A port of loopback that nobody listens on. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
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
