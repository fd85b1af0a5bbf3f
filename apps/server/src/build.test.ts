import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerInFourRounds, QUESTION } from "./http/testing/answers.ts";
import { connectSdkClient } from "./http/testing/connect-sdk-client.ts";
import { startHttpServer } from "./http/testing/start-http-server.ts";
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

  it("runs on both revisions and over HTTP, far from node_modules", { timeout: 60_000 }, async () => {
    const first = startRawServer(join(outdir, "main.js"));
    expect((await first.initialize()).result).toMatchObject({ protocolVersion: "2025-11-25" });
    const second = startRawServer(join(outdir, "main.js"));
    expect((await second.modern("tools/list")).result?.tools).toHaveLength(4);
    expect(await Promise.all([first.close(), second.close()])).toEqual([0, 0]);

    const { url, stop } = await startHttpServer(["--replicas", "2"], { main: join(outdir, "main.js") });
    const client = await connectSdkClient("2026-07-28", url, { answer: answerInFourRounds });
    expect((await client.callTool("answer", QUESTION)).structuredContent).toMatchObject({ sections: [{ number: 1 }] });
    await client.close();
    expect(await stop()).toBe(0);
  });
});
