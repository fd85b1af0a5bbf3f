import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { StageEvents } from "../contract.ts";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

/** A key of the user, which no page gets. */
export const KEY = "sk-of-the-user-0123456789";

/** One event as a page hears it. */
export type Heard = { [N in keyof StageEvents]: { name: N; data: StageEvents[N] } }[keyof StageEvents];

/** Starts `pnpm run stage` as a process of its own, in a folder of its own. `await using` ends it. */
export async function startStage(...args: string[]) {
  const home = mkdtempSync(join(tmpdir(), "stage-"));
  const env = { PATH: process.env.PATH, HOME: home, XDG_STATE_HOME: home, INIT_CWD: home, OPENAI_API_KEY: KEY };
  const child: ChildProcess = spawn(process.execPath, [MAIN, ...args], { env, cwd: home });
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said += chunk;
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const url = await Promise.race([
    once(lines, "line").then(([line]) => new URL(/http\S+/.exec(line)?.[0] ?? "")),
    once(child, "exit").then(() => {
      throw new Error(`The stage did not start: ${said}`);
    }),
  ]);
  const token = url.searchParams.get("token") ?? "";
  const ended = new AbortController();
  const exited = once(child, "exit");

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, url), { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  const events = listen();
  async function* listen(): AsyncGenerator<Heard> {
    const { body } = await ask("/api/events", { signal: ended.signal });
    let rest = "";
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + chunk).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split("\n").map((line) => line.split(/: (.*)/s)));
        yield { name: fields.event, data: JSON.parse(fields.data) };
      }
    }
  }

  return {
    ...{ url, token, home, ask, pid: child.pid },
    said: () => said,
    post: (path: string, body: unknown) =>
      ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    /** Hears on until something is found: each event once. */
    async hear<T>(find: (event: Heard) => T | undefined): Promise<T> {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error(`The events ended. ${said}`);
        const found = find(value);
        if (found !== undefined) return found;
      }
    },
    async [Symbol.asyncDispose]() {
      ended.abort();
      if (child.exitCode === null) child.kill("SIGINT");
      await exited;
      rmSync(home, { recursive: true, force: true });
    },
  };
}
