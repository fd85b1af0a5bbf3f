import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

describe("the import of the package", () => {
  const SOURCES = new URL("./", import.meta.url);
  /** Each takes about a millisecond to load. */
  const MOST_FILES = 30;

  it("importing the package loads no library, a few files of its own and no network, and reads no other file", async () => {
    const [sources, manifest] = [fileURLToPath(SOURCES), fileURLToPath(new URL("../package.json", SOURCES))];
    const { stdout } = await promisify(execFile)(process.execPath, [
      // Reading another file ends the process.
      ...["--permission", `--allow-fs-read=${sources}`, `--allow-fs-read=${manifest}`],
      fileURLToPath(new URL("./testing/log-import.ts", SOURCES)),
    ]);
    const { urls, builtin }: { urls: string[]; builtin: string[] } = JSON.parse(stdout);
    expect(urls).toContain(new URL("./index.ts", SOURCES).href);
    // Those of Node's own that it has not loaded by itself would stand in `builtin`.
    const others = urls.filter((url) => !url.startsWith(SOURCES.href) && !url.startsWith("node:"));
    expect(others).toEqual([]);
    expect(urls.length).toBeLessThan(MOST_FILES);
    expect(builtin).toEqual([]);
  });
});
