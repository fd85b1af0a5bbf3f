import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Guard } from "./guard.ts";
import { runMutants } from "./run-mutants.ts";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const file = "packages/transport/src/line-splitter.ts";
const tests = ["packages/transport/src/line-splitter.test.ts"];
const found: Guard = { name: "found", file, search: "if (bytes <= maxLineBytes) return;", replace: "return;", tests };
const missed: Guard = { name: "missed", file, search: "const NEWLINE = 0x0a;", replace: "const NEWLINE = 10;", tests };

function run(...guards: Guard[]) {
  const signal = new AbortController().signal;
  return runMutants({ root: ROOT, guards, concurrency: 1, signal, tell: () => undefined });
}

describe("mutants", { timeout: 120_000 }, () => {
  it("are killed by a test that fails, and survive when none does", async () => {
    const [killed, survived] = await run(found, missed);
    expect(killed).toMatchObject({ isKilled: true, by: expect.stringContaining("drops a line that is too long") });
    expect(survived).toMatchObject({ isKilled: false, by: `${tests[0]} stays green` });
  });

  it("are not run for a row whose text is gone", async () => {
    await expect(run({ ...found, search: "no such text" })).rejects.toThrow(`stands 0 times in ${file}`);
  });

  // Windows has no signal that a process could answer.
  it.skipIf(process.platform === "win32")("leave nothing behind when they are interrupted", async () => {
    const folder = mkdtempSync(join(tmpdir(), "kit-mutate-test-"));
    const main = fileURLToPath(new URL("./main.ts", import.meta.url));
    const child = spawn(process.execPath, [main, "--only", "stdio: a line has a limit"], {
      env: { ...process.env, TMPDIR: folder },
      stdio: ["ignore", "ignore", "pipe"],
    });
    for await (const line of createInterface({ input: child.stderr })) if (line.startsWith("Running")) break;
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([130, null]);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
