import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { allFences, markdownFiles, ROOT, readFromRoot, sourceOf, withErrorTable } from "./docs.ts";
import { findUnchecked } from "./find-fences.ts";

const fences = allFences();

/** What differs from run to run and from machine to machine. */
function withoutNumbers(output: string): string[] {
  return output
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT")
    .replace(/\d+ ms\b/g, "N ms")
    .replace(/^( +command +).*$/gm, "$1NODE apps/server/src/main.ts")
    .replace(/^( +(environment|withheld) +).*$/gm, "$1NAMES")
    .replace(/^((?:summarize|classify × 5|translate) .* )\d+$/gm, "$1N")
    .split("\n")
    .map((line) => line.replace(/ +/g, " ").trimEnd());
}

/** Runs `pnpm dev` or `pnpm client …`, without pnpm. */
function runClient(command: string): string {
  const { PATH = "", HOME = "" } = process.env;
  const [pnpm, script, ...args] = command.split(" ");
  expect([pnpm, script]).toEqual(["pnpm", expect.stringMatching(/^(dev|client)$/)]);
  const main = join(ROOT, "apps/client/src/main.ts");
  const all = ["--import", import.meta.resolve("tsx"), main, ...(script === "dev" ? ["walkthrough"] : args)];
  return execFileSync(process.execPath, all, { encoding: "utf8", cwd: ROOT, env: { PATH, HOME } });
}

describe("the Markdown files", () => {
  it("show source code as it stands (`pnpm write-docs` writes it)", () => {
    const shown = fences.filter(({ kind }) => kind === "source");
    expect(shown.length).toBeGreaterThan(0);
    for (const fence of shown) expect(fence.content, `${fence.file} shows ${fence.from}`).toBe(sourceOf(fence));
  });

  it("show the table of error codes as it stands (`pnpm write-docs` writes it)", () => {
    const file = "packages/protocol/README.md";
    expect(withErrorTable(readFromRoot(file))).toBe(readFromRoot(file));
    expect(readFromRoot(file)).toContain("| `budget_exhausted` |");
  });

  it("show what the client prints", { timeout: 120_000 }, () => {
    const shown = fences.filter(({ kind }) => kind === "output");
    expect(shown.length).toBeGreaterThan(0);
    for (const command of new Set(shown.map(({ from }) => from))) {
      const printed = withoutNumbers(runClient(command)).join("\n");
      for (const { content } of shown.filter(({ from }) => from === command)) {
        expect(printed, command).toContain(withoutNumbers(content).join("\n").trim());
      }
    }
  });

  it("show no other code, which nobody would keep true", () => {
    const unchecked = markdownFiles().flatMap((file) =>
      findUnchecked(readFromRoot(file)).map((fence) => `${file}: ${fence}`),
    );
    // The gateway and the offline model check the examples of their READMEs themselves.
    expect(unchecked.filter((fence) => !/^packages\/(gateway|offline-llm)\//.test(fence))).toEqual([]);
  });

  it("link to files that exist", () => {
    const links = markdownFiles().flatMap((file) =>
      [...readFromRoot(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = ""]) => ({ file, target })),
    );
    const broken = links.filter(({ file, target }) => !existsSync(join(ROOT, dirname(file), target)));
    expect(broken).toEqual([]);
  });
});
