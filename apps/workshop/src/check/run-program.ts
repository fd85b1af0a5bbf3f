import { type ChildProcess, spawn } from "node:child_process";

/** How a program ended. */
export type ProgramRun = { code: number | null; stdout: string; stderr: string; isLate: boolean };

export type ProgramOptions = {
  env: Record<string, string>;
  cwd: string;
  /** When it is ended, in milliseconds. */
  patienceMs: number;
  /** Ends it at once. */
  signal?: AbortSignal;
  /** What stdin says. Default: nothing. */
  input?: string | undefined;
};

const GRACE_MS = 2_000;
/** What is kept of an output, in characters. */
const MAX_OUTPUT = 16 * 1024 * 1024;
const running = new Set<ChildProcess>();

process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Runs a program with Node to its end, or to that of the patience: then SIGTERM, then SIGKILL. */
export function runProgram(args: readonly string[], options: ProgramOptions): Promise<ProgramRun> {
  const { env, cwd, patienceMs, signal, input = "" } = options;
  const child = spawn(process.execPath, [...args], { env, cwd, windowsHide: true });
  running.add(child);
  const run = { stdout: "", stderr: "", isLate: false };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      if (run[name].length < MAX_OUTPUT) run[name] += text;
    });
  }
  child.stdin.on("error", () => undefined).end(input);
  const end = setTimeout(() => {
    run.isLate = true;
    child.kill("SIGTERM");
  }, patienceMs);
  const kill = setTimeout(() => child.kill("SIGKILL"), patienceMs + GRACE_MS);
  const abort = () => child.kill("SIGTERM") && setTimeout(() => child.kill("SIGKILL"), GRACE_MS).unref();
  signal?.addEventListener("abort", abort, { once: true });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(end);
      clearTimeout(kill);
      signal?.removeEventListener("abort", abort);
      running.delete(child);
      resolve({ ...run, code });
    });
  });
}
