import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REVISIONS, startRawServer } from "./testing/start-raw-server.ts";

const outdir = mkdtempSync(join(tmpdir(), "kit-server-"));
afterAll(() => rmSync(outdir, { recursive: true }));

describe("the built server", () => {
  beforeAll(() => {
    execFileSync(process.execPath, [fileURLToPath(new URL("../build.ts", import.meta.url)), outdir]);
  });

  it("holds none of the languages that zod can speak but English: they are half of zod, and read at every start", () => {
    const built = readdirSync(outdir).map((file) => readFileSync(join(outdir, file), "utf8"));
    const languages = built.flatMap((text) =>
      [...text.matchAll(/zod\/v4\/locales\/(?!index)(\w+)\.js/g)].map(([, name]) => name),
    );
    expect(new Set(languages)).toEqual(new Set(["en"]));
  });

  it("runs on each revision and over HTTP, far from node_modules", { timeout: 60_000 }, async () => {
    const main = join(outdir, "main.js");
    for (const revision of REVISIONS) {
      const server = startRawServer({ main });
      const { result } = await server.callTool(revision, "summarize", {});
      expect(result).toMatchObject({ _meta: { "kit/error": { code: "invalid_arguments" } } });
      expect(await server.close()).toBe(0);
    }

    const server = startRawServer({ main, args: ["--http", "--port", "0"] });
    const [, url = ""] = await server.said(/Listening on (http:\S+)/);
    expect((await fetch(url.replace("/mcp", "/healthz"))).status).toBe(200);
    expect(await server.stop()).toBe(0);
  });
});
