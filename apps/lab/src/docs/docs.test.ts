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

  it("show what the walkthrough prints", { timeout: 60_000 }, () => {
    const { PATH = "", HOME = "" } = process.env;
    const main = join(ROOT, "apps/client/src/main.ts");
    const output = execFileSync(process.execPath, ["--import", import.meta.resolve("tsx"), main, "walkthrough"], {
      encoding: "utf8",
      env: { PATH, HOME },
    });
    const printed = withoutNumbers(output).join("\n");
    const shown = fences.filter(({ kind, from }) => kind === "output" && from === "pnpm dev");
    expect(shown.length).toBeGreaterThan(0);
    for (const { content } of shown) {
      expect(printed).toContain(withoutNumbers(content).join("\n").trim());
    }
  });

  it("show no other output than what is checked here, and by the client's own test of its README", () => {
    const checked = ["pnpm dev", "approval card"];
    const outputs = fences.filter(({ kind }) => kind === "output");
    expect(outputs.filter(({ from }) => !checked.includes(from))).toEqual([]);
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
