import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startRawServer } from "./testing/start-raw-server.ts";

const outdir = mkdtempSync(join(tmpdir(), "kit-server-"));
afterAll(() => rmSync(outdir, { recursive: true }));

describe("the built server", () => {
  beforeAll(() => {
    execFileSync(process.execPath, [fileURLToPath(new URL("../build.ts", import.meta.url)), outdir]);
  });

  it("holds none of the languages that zod can speak but English: they are half of zod, and read at every start", () => {
    const built = readdirSync(outdir).map((file) => readFileSync(join(outdir, file), "utf8"));
    const languages = built.flatMap((text) =>
      [...text.matchAll(/zod\/v4\/locales\/(\w+)\.js/g)].map(([, name]) => name),
    );
    expect(new Set(languages)).toEqual(new Set(["en"]));
  });

  it("runs on both revisions, far from node_modules", async () => {
    const first = startRawServer(join(outdir, "main.js"));
    expect((await first.initialize()).result).toMatchObject({ protocolVersion: "2025-11-25" });
    const second = startRawServer(join(outdir, "main.js"));
    expect((await second.modern("tools/list")).result?.tools).toHaveLength(4);
    expect(await Promise.all([first.close(), second.close()])).toEqual([0, 0]);
  });
});
