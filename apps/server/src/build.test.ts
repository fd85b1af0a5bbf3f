import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { startRawServer } from "./testing/start-raw-server.ts";

const outdir = mkdtempSync(join(tmpdir(), "kit-server-"));
afterAll(() => rmSync(outdir, { recursive: true }));

describe("the built server", () => {
  it("runs on both revisions, far from node_modules", async () => {
    execFileSync(process.execPath, [fileURLToPath(new URL("../build.ts", import.meta.url)), outdir]);
    const first = startRawServer(join(outdir, "main.js"));
    expect((await first.initialize()).result).toMatchObject({ protocolVersion: "2025-11-25" });
    const second = startRawServer(join(outdir, "main.js"));
    expect((await second.modern("tools/list")).result?.tools).toHaveLength(4);
    expect(await Promise.all([first.close(), second.close()])).toEqual([0, 0]);
  });
});
