import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startScriptedModel } from "../check/scripted-model.ts";

vi.setConfig({ testTimeout: 180_000 });

const ROOM = fileURLToPath(new URL("main.ts", import.meta.url));
const CLIENT = createRequire(import.meta.url).resolve("@kit/client/src/main.ts");
const run = promisify(execFile);
const home = mkdtempSync(join(tmpdir(), "kit-room-model-"));
const BASE = { HOME: home, XDG_STATE_HOME: join(home, "state"), PATH: process.env.PATH ?? "", NO_COLOR: "1" };

/** Starts `pnpm room model`, and reads the variables that it gives to each learner. */
async function startRoom(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [ROOM, "model", "--port", "0", ...args], { env: { ...BASE, ...env } });
  onTestFinished(() => void child.kill());
  let said = "";
  const ready = new Promise<void>((resolve) => {
    child.stdout.setEncoding("utf8").on("data", (some) => {
      said += some;
      if (said.includes("Ctrl-C")) resolve();
    });
    child.on("close", () => resolve());
  });
  await ready;
  const learners = [...said.matchAll(/^ {2}export (.*)$/gm)].map(([, line = ""]) =>
    Object.fromEntries(line.split(" ").map((pair) => pair.split(/=(.*)/).slice(0, 2))),
  );
  /** Ends it as Ctrl-C does. Resolves to all that it has said. */
  async function stop(): Promise<string> {
    child.kill("SIGINT");
    await once(child, "close");
    return said;
  }
  return { learners, stop };
}

/** Calls `summarize` with the shipped client, as a learner. */
async function summarize(learner: Record<string, string> = {}, ...flags: string[]) {
  const args = [CLIENT, "call", "summarize", "--document", "The ferry is late.", "--yes", "--json", ...flags];
  const options = { env: { ...BASE, ...learner }, cwd: home };
  const { stdout, stderr } = await run(process.execPath, args, options).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  return { ...(JSON.parse(stdout) as object), stderr };
}

describe("pnpm room", () => {
  it("gives each learner a line that the kit's client understands, and plays the answers without a key", async () => {
    const model = await startScriptedModel(["A late ferry."]);
    onTestFinished(model.close);
    const file = join(home, "answers.json");
    const flags = ["--model", "custom/some-model", "--tokens", "830", "--learners", "2", "--record", file];
    const room = await startRoom(flags, model.env);
    expect(room.learners).toHaveLength(2);
    const told = await summarize(room.learners[1]);
    expect(told).toMatchObject({ summary: "A late ferry.", model: "litellm_proxy/some-model" });
    const spent = await summarize(room.learners[1]);
    expect(spent).toMatchObject({ error: { code: "quota_exceeded" } });
    expect(spent.stderr).toContain("Your budget in this room is 830 tokens: 815 tokens are left");
    const said = await room.stop();
    expect(said).not.toContain(model.env.CUSTOM_API_KEY);
    expect(said).toMatch(/learner 1: 0 questions, .*\nlearner 2: 1 question, 15 tokens of 830 tokens/);

    const player = await startRoom(["--replay", file]);
    for (const protocol of ["2025-11-25", "2026-07-28"]) {
      const replayed = await summarize(player.learners[0], "--protocol", protocol);
      expect(replayed).toMatchObject({
        summary: "A late ferry.",
        model: expect.stringMatching(/ \(recorded \d{4}-\d\d-\d\d\)$/),
      });
    }
    await player.stop();
  });

  it.each([
    [["pack", "--platforms", "amiga"], "amiga is no platform"],
    [["unpack", "none.tgz"], "tar failed"],
    [["model"], "No model is named"],
    [["model", "--model", "openai/some-model"], "Nothing says what a learner may spend"],
    [["model", "--model", "openai/some-model", "--budget", "0.2"], "(missing_key)"],
    [["model", "--model", "some-model", "--tokens", "9"], "(unknown_model)"],
    [["model", "--model", "openai/some-model", "--budget", "much"], "Write dollars, as in 0.20"],
    [["model", "--replay", "none.json"], "holds no recorded answers"],
  ])("says what is wrong with %j", async (args, message) => {
    const { stderr, code } = await run(process.execPath, [ROOM, ...args], { env: BASE, cwd: home }).then(
      ({ stderr }) => ({ stderr, code: 0 }),
      (error: { stderr: string; code: number }) => error,
    );
    expect({ stderr, code }).toEqual({ stderr: expect.stringContaining(message), code: 2 });
    expect(stderr).toContain("Next: ");
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});
