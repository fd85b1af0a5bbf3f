import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../processes/start-program.ts";
import { allFences, findUnchecked, markdownFiles, readFromRoot, sourceOf, withTables } from "./docs.ts";

describe("the Markdown files", () => {
  it("show source code as it stands (`pnpm write-docs` writes it)", () => {
    const shown = allFences().filter(({ kind }) => kind === "source");
    expect(shown.length).toBeGreaterThan(0);
    for (const fence of shown) expect(fence.content, `${fence.file} shows ${fence.from}`).toBe(sourceOf(fence));
  });

  it.each([
    ["packages/protocol/README.md", "| `budget_exhausted` |"],
    ["apps/lab/src/attacks/README.md", "**A drain of tokens**"],
  ])("show the table of %s as it stands (`pnpm write-docs` writes it)", (file, part) => {
    expect(withTables(readFromRoot(file))).toBe(readFromRoot(file));
    expect(readFromRoot(file)).toContain(part);
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
