import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { listCalls, parseTape } from "@kit/tape";
import { expect, it } from "vitest";

const CLIENT = fileURLToPath(new URL("../../client/src/main.ts", import.meta.url));

it("shows the walkthrough on a page, with pnpm dev --stage, until Ctrl-C ends both", async () => {
  const home = mkdtempSync(join(tmpdir(), "stage-dev-"));
  const env = { PATH: process.env.PATH, HOME: home, TMPDIR: home, XDG_STATE_HOME: home, INIT_CWD: home };
  const args = ["walkthrough", "--stage", "--no-pause", "--protocol", "2025-11-25"];
  const walk = spawn(process.execPath, [CLIENT, ...args], { env, detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const exited = once(walk, "exit");
  const told = createInterface({ input: walk.stderr });
  try {
    let url = new URL("http://none");
    for await (const line of told) {
      url = URL.parse(/http\S+token=\S+/.exec(line)?.[0] ?? "") ?? url;
      if (url.hostname !== "none") break;
    }
    const authorization = `Bearer ${url.searchParams.get("token")}`;
    const ask = (path: string) => fetch(new URL(path, url), { headers: { authorization } });
    expect(await (await ask("/api/state")).json()).toMatchObject({ mode: "follow" });
    const { body } = await ask("/api/events");
    let heard = "";
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      heard += chunk;
      if (heard.includes('"kind":"response","method":"tools/call"')) break;
    }
    const { entries } = parseTape(await (await ask("/api/tape")).text());
    expect(listCalls(entries).map(({ tool }) => tool)).toContain("summarize");
  } finally {
    // As a terminal does: to all of its processes.
    process.kill(-(walk.pid ?? 0), "SIGINT");
    await exited;
    rmSync(home, { recursive: true, force: true });
  }
});
