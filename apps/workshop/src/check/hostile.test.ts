import { existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Chapter, loadChapters } from "../chapter.ts";
import { runCheck } from "../run-check.ts";
import { layOutState, STATES, stateOf } from "../states.ts";

const chapters = await loadChapters();
const chapter = chapters.find((one) => one.chapter.number === 1)?.chapter as Chapter;
const TOOL = "server/src/tools/summarize.ts";
const GOOD = stateOf(chapters, 1, "end");
const tool = (body: string) => GOOD.get(TOOL)?.replace(/=> \{[\s\S]*\}\);/, `=> {\n  ${body}\n});`) ?? "";
const ALL_TOOLS = "server/src/tools/all-tools.ts";
const WITHOUT_ENDING = GOOD.get(ALL_TOOLS)?.replace("./summarize.ts", "./summarize") ?? "";
const HANDLER = "client/src/sampling-handler.ts";
const MAIN = "server/src/main.ts";
const RETURN = 'return { summary: "This is a document.", words: 4, model: "none" };';

const pids = join(mkdtempSync(join(STATES, "pids-")), "pid");
afterAll(() => rmSync(join(pids, ".."), { recursive: true, force: true }));
const NOTE_PID = `(await import("node:fs")).writeFileSync(${JSON.stringify(pids)}, String(process.pid));`;

/** Checks chapter 1 with one file of its solution replaced. */
async function check(name: string, path: string, text: string, patienceMs = 60_000) {
  const folder = layOutState(`hostile-${name}`, new Map([...GOOD, [path, text]]));
  const { problem } = await runCheck(chapter, folder, { patienceMs });
  return problem;
}

describe("a check", { timeout: 600_000 }, () => {
  it.each([
    [
      "half edited, in a folder with ü",
      TOOL,
      "export const summarizeTool = define(",
      "server_ended",
      "summarize.ts, line 1",
    ],
    ["type-only-error", TOOL, "export const a: = 3;\n", "server_ended", "summarize.ts, line 1"],
    ["no-export", TOOL, "export {};\n", "server_ended", "all-tools.ts, line 2"],
    ["no-such-import", TOOL, 'import "./nothing.ts";\n', "server_ended", "nothing.ts"],
    ["no-ending-in-an-import", ALL_TOOLS, WITHOUT_ENDING, "server_ended", "the whole name of a file in an import"],
    [
      "throws-at-load",
      TOOL,
      'export const summarizeTool = null;\nthrow new TypeError("no");\n',
      "server_ended",
      "line 2",
    ],
    ["no-main", MAIN, "", "server_ended", "It ended without a word."],
    ["exits", TOOL, tool("process.exit(3);"), "server_ended", "It ended without a word."],
    ["throws", TOOL, tool('throw new TypeError("no");'), "tool_crashed", "line 6"],
    ["prints", TOOL, tool(`console.log("hello");\n  ${RETURN}`), "stdout_is_the_wire", "hello"],
    ["prints-json", TOOL, tool(`console.log("{}");\n  ${RETURN}`), "stdout_is_the_wire", "{}"],
  ])("says where a server breaks: %s", async (name, path, text, code, said) => {
    const problem = await check(name, path, text);
    expect(problem?.code).toBe(code);
    const all = `${JSON.stringify(problem?.seen)} ${problem?.next}`;
    expect(all).toContain(said);
    // Nobody learns from our own stack.
    expect(all).not.toMatch(/\n\s+at |node:internal|hostile-/);
  });

  it("says what a client lacks that has forgotten an import, and not how to mend the server", async () => {
    const solved = stateOf(chapters, 4, "end");
    const forgetful = solved.get(HANDLER)?.replace("  createApprovals,\n", "") ?? "";
    const folder = layOutState("hostile-no-import", new Map([...solved, [HANDLER, forgetful]]));
    const fourth = chapters.find(({ chapter: { number } }) => number === 4)?.chapter as Chapter;
    const { problem } = await runCheck(fourth, folder, { patienceMs: 60_000 });
    expect(problem).toMatchObject({
      code: "client_did_not_connect",
      seen: "Failed (server_not_started): createApprovals is not defined",
      next: expect.stringContaining("has no import"),
    });
  });

  it.each([
    ["waits before it serves", "", "await new Promise(() => setInterval(() => undefined, 1_000));"],
    ["loops", "while (process.pid > 0) {}"],
    [
      "stays",
      "process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1_000); await new Promise(() => undefined);",
    ],
  ])("ends a server that hangs: %s", async (name, body, atLoad = "") => {
    rmSync(pids, { force: true });
    const text = tool(`${NOTE_PID}\n  ${body}\n  ${RETURN}`);
    const problem = await check(name, TOOL, `${text}${atLoad && `${NOTE_PID}\n${atLoad}\n`}`, 3_000);
    expect(problem?.code).toBe("server_silent");
    // A busy machine may not have come to start the tool.
    const pid = existsSync(pids) ? Number(readFileSync(pids, "utf8")) : 0;
    if (pid > 0) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });

  it("ends its servers when it is ended itself", async () => {
    const text = tool(`${NOTE_PID}\n  await new Promise(() => undefined);\n  ${RETURN}`);
    const folder = layOutState("hostile-interrupted", new Map([...GOOD, [TOOL, text]]));
    writeFileSync(pids, "");
    const ended = new AbortController();
    const checked = runCheck(chapter, folder, { signal: ended.signal });
    await new Promise<void>((resolve) => {
      const watcher = watch(pids, () => {
        if (readFileSync(pids, "utf8") === "") return;
        watcher.close();
        resolve();
      });
    });
    ended.abort();
    await expect(checked).rejects.toThrow();
    expect(() => process.kill(Number(readFileSync(pids, "utf8")), 0)).toThrow("ESRCH");
  });
});
