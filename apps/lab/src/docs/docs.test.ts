import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../processes/start-program.ts";
import { findUnchecked, markdownFiles, readFromRoot, withSources } from "./docs.ts";

describe("the Markdown files", () => {
  it("show source code and tables as they stand (`pnpm write-docs` writes them)", () => {
    const files = markdownFiles();
    expect(files.filter((file) => /<!-- (source|table): /.test(readFromRoot(file)))).not.toEqual([]);
    for (const file of files) expect(withSources(readFromRoot(file)), file).toBe(readFromRoot(file));
  });

  it("show no other code, which nobody would keep true", () => {
    const unchecked = markdownFiles().flatMap((file) =>
      findUnchecked(readFromRoot(file)).map((fence) => `${file}: ${fence}`),
    );
    // These packages check the examples of their READMEs themselves, or of those that they write for others.
    expect(unchecked.filter((fence) => !/^packages\/(gateway|offline-llm|scaffold\/templates)\//.test(fence))).toEqual(
      [],
    );
  });

  it("link to files that exist", () => {
    const links = markdownFiles().flatMap((file) =>
      [...readFromRoot(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = ""]) => ({ file, target })),
    );
    const broken = links.filter(({ file, target }) => !existsSync(join(ROOT, dirname(file), target)));
    expect(broken).toEqual([]);
  });
});
