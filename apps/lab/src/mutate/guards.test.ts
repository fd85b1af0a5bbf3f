import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { countOf } from "./guard.ts";
import { ALL_GUARDS } from "./guards/all-guards.ts";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

describe("the table of guards", () => {
  it.each(ALL_GUARDS)(
    "$name: its text stands once in $file, and its tests exist",
    ({ file, search, replace, tests }) => {
      expect(countOf(search, readFileSync(join(ROOT, file), "utf8"))).toBe(1);
      expect(replace).not.toContain(search);
      expect(tests.filter((test) => !existsSync(join(ROOT, test)))).toEqual([]);
      expect(tests).not.toEqual([]);
    },
  );

  it("names each guard once", () => {
    const names = ALL_GUARDS.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
