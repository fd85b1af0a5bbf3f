import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";

/** What became of one test file. */
export type TestOutcome = { isGreen: true } | { isGreen: false; by: string };

type JsonReport = {
  testResults: { status: string; message: string; assertionResults: { status: string; fullName: string }[] }[];
};

/** A mutant may never end. */
const RUN_LIMIT_MS = 300_000;
const GRACE_MS = 2_000;

/** Runs one test file of a copy of the repository, up to the first test that fails. */
export async function runTestFile(copy: string, file: string, signal: AbortSignal): Promise<TestOutcome> {
  const [, folder = "", path = ""] = /^((?:apps|packages)\/[^/]+)\/(.*)$/.exec(file) ?? [];
  const report = join(copy, "vitest-report.json");
  await rm(report, { force: true });
  const vitest = join(copy, "node_modules/vitest/vitest.mjs");
  const flags = ["--config", "../../vitest.config.ts", "--bail", "1", "--reporter", "json", "--outputFile", report];
  const limit = AbortSignal.timeout(RUN_LIMIT_MS);
  const code = await run([vitest, "run", ...flags, path], join(copy, folder), AbortSignal.any([signal, limit]));
  signal.throwIfAborted();
  if (limit.aborted) return { isGreen: false, by: `it did not end in ${RUN_LIMIT_MS / 1000} s` };
  if (code === 0) return { isGreen: true };
  return { isGreen: false, by: firstFailure(await readFile(report, "utf8").catch(() => "")) };
}

/** Resolves when the process and all that it has started have ended. */
async function run(args: readonly string[], cwd: string, signal: AbortSignal): Promise<number | null> {
  const isPosix = process.platform !== "win32";
  // In a group of its own, so that the servers which a test has started can be ended with it.
  const child = spawn(process.execPath, args, { cwd, stdio: "ignore", detached: isPosix });
  const { pid } = child;
  const kill = (name: NodeJS.Signals) => {
    try {
      if (isPosix && pid !== undefined) process.kill(-pid, name);
      else child.kill(name);
    } catch {
      // There is nobody left.
    }
  };
  let grace: NodeJS.Timeout | undefined;
  const end = () => {
    kill("SIGTERM");
    grace = setTimeout(() => kill("SIGKILL"), GRACE_MS);
  };
  if (signal.aborted) end();
  else signal.addEventListener("abort", end);
  const [code] = await once(child, "exit");
  signal.removeEventListener("abort", end);
  clearTimeout(grace);
  kill("SIGKILL");
  return code;
}

function firstFailure(json: string): string {
  if (json === "") return "its tests could not be run";
  const { testResults }: JsonReport = JSON.parse(json);
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === "failed");
  const unloaded = testResults.find(({ status, message }) => status === "failed" && message !== "");
  return failed?.fullName.trim() ?? unloaded?.message.split("\n")[0] ?? "an error beside the tests";
}
