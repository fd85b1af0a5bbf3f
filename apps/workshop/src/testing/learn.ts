import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { STATES } from "../states.ts";

export type LearnRun = { code: number | null; stdout: string; stderr: string };

/** A work area for a test: inside the workshop, so that what lies in it resolves its imports. */
export function createWorkFolder(): string {
  mkdirSync(STATES, { recursive: true });
  const folder = mkdtempSync(join(STATES, "work-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts `pnpm learn` with these arguments, and hears what it prints. */
export function startLearn(folder: string, args: readonly string[]) {
  const { PATH = "" } = process.env;
  const main = fileURLToPath(new URL("../main.ts", import.meta.url));
  const env = { PATH, HOME: folder, INIT_CWD: folder, KIT_LEARN_FOLDER: folder };
  const child: ChildProcess = spawn(process.execPath, [main, ...args], { env });
  const said = { stdout: "", stderr: "" };
  const waiting = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
      for (const look of waiting) look();
    });
  }
  const done = new Promise<LearnRun>((resolve) => child.once("close", (code) => resolve({ ...said, code })));
  /** Waits until stdout holds this so often. */
  async function until(text: string, times = 1): Promise<void> {
    const seen = Promise.withResolvers<void>();
    const look = () => said.stdout.split(text).length > times && seen.resolve();
    waiting.add(look);
    look();
    await seen.promise;
    waiting.delete(look);
  }
  return { child, done, until };
}

/** Runs `pnpm learn` to its end. */
export function learn(folder: string, ...args: readonly string[]): Promise<LearnRun> {
  return startLearn(folder, args).done;
}
