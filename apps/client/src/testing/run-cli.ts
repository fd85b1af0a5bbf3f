import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The client's command line, started as the root scripts start it. */
export const CLI = [
  "--import",
  pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href,
  fileURLToPath(new URL("../main.ts", import.meta.url)),
];

/** The ledger of the user who runs the tests stays as it is. */
export const XDG_STATE_HOME = mkdtempSync(join(tmpdir(), "kit-state-"));
process.once("exit", () => rmSync(XDG_STATE_HOME, { recursive: true, force: true }));

export type CliRun = { code: number | null; stdout: string; stderr: string };

/** What a command writes on any machine: that it waits is told only where others keep the machine busy. */
export function calm(stderr: string): string {
  return stderr.replace(/^Waiting for .* to answer\.\n/gm, "");
}

/** Starts the client's command line without a terminal and without keys. */
export function startCli(args: readonly string[], env: Record<string, string> = {}, cwd = process.cwd()) {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [...CLI, ...args], { cwd, env: { PATH, HOME, XDG_STATE_HOME, ...env } });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  const done = new Promise<CliRun>((resolve) => {
    child.once("close", (code) => resolve({ code, stdout, stderr: calm(stderr) }));
  });
  return { child, done };
}

/** Runs the client's command line to its end. */
export function runCli(args: readonly string[], env?: Record<string, string>, cwd?: string): Promise<CliRun> {
  return startCli(args, env, cwd).done;
}

/** A model server on loopback that never answers; says when it is asked for a completion. */
export async function startSilentModel() {
  const asked = Promise.withResolvers<void>();
  const server = createServer(({ method }) => method === "POST" && asked.resolve());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { env: { CUSTOM_BASE_URL: `http://127.0.0.1:${port}/v1` }, asked: asked.promise, close };
}
