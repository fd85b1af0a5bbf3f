import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTerminal } from "@kit/terminal/testing/start-terminal";
import { afterAll, afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { askingServer } from "../../testing/asking-server.ts";
import { writeResultsServer } from "../../testing/results-server.ts";
import { CLI, XDG_STATE_HOME } from "../../testing/run-cli.ts";
import { runCommand } from "../../testing/run-command.ts";
import { type ScriptedReply, startScriptedModel } from "../../testing/start-scripted-model.ts";
import { chatCommand } from "./command.ts";

// Each test starts servers, those in a terminal the client as well, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const ESCAPE = "\u001b";
const CTRL_C = "\u0003";
const CTRL_D = "\u0004";
const UP = `${ESCAPE}[A`;
const PROMPT = "› ";
/** The last key of each question: from then on its keys count. */
const CALL_KEYS = "v show all";
const CARD_KEYS = "? help";

const folder = mkdtempSync(join(tmpdir(), "kit-chat-"));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, content: unknown) => {
  writeFileSync(join(folder, name), JSON.stringify(content));
  return join(folder, name);
};
// What servers sample goes to the offline model, what the user says to the scripted one.
const policy = write("offline.policy.json", { defaults: { models: ["offline/*"] } });

let close: () => void = () => undefined;
afterEach(() => close());

const TEXT = "The mill opened in 1931. It burned in 1950.";
const summarize = {
  calls: [{ name: "kit__summarize", arguments: JSON.stringify({ document: TEXT, maxWords: 20 }) }],
};

/** What is seen of a text. The codes are those that the prompt and the questions write. */
function withoutCodes(text: string): string {
  return text.replaceAll(new RegExp(`${ESCAPE}\\[\\d*[A-Z]`, "g"), "");
}

/** What the chat is started with: the offline model, or one that says what the script says. */
async function setting(script?: readonly ScriptedReply[]) {
  if (script === undefined) return { args: ["chat"], env: {}, asked: [] };
  const { env, model, asked, close: end } = await startScriptedModel(script);
  close = end;
  return { args: ["chat", "--policy", policy, "--model", model, "--model", "offline/kit-offline-1"], env, asked };
}

/** A chat in a terminal of 80 columns, at its prompt. */
async function start(script?: readonly ScriptedReply[], flags: readonly string[] = []) {
  const { args, env, asked } = await setting(script);
  const { terminal, ...rest } = startTerminal(process.execPath, [...CLI, ...args, ...flags], {
    columns: 80,
    env: { ...env, INIT_CWD: folder, XDG_STATE_HOME, NO_COLOR: "1" },
  });
  onTestFinished(() => terminal.kill());
  let prompts = 1;
  await rest.until(PROMPT, prompts);
  /** Types a line, presses keys on what is asked, and waits for the next prompt. */
  const say = async (line: string, ...keys: readonly (readonly [shown: string, key: string])[]) => {
    const from = rest.screen.text.length;
    const times = (words: string) => rest.screen.text.slice(0, from).split(words).length;
    const expected = keys.map(([shown], index) => {
      const before = keys.slice(0, index).filter(([earlier]) => earlier === shown).length;
      return times(shown) + before;
    });
    terminal.write(`${line}\r`);
    for (const [index, [shown, key]] of keys.entries()) {
      await rest.until(shown, expected[index]);
      terminal.write(key);
    }
    // Readline paints the prompt anew for each key, so the end of a turn is told apart by the empty line before it.
    await rest.until(`\n${ESCAPE}[1G${ESCAPE}[0J${PROMPT}`, ++prompts);
    return rest.screen.text.slice(from);
  };
  return { terminal, asked, say, ...rest };
}

/** Runs a chat without a terminal on what stdin says. */
async function pipe(input: string, script?: readonly ScriptedReply[], flags: readonly string[] = []) {
  const { args, env, asked } = await setting(script);
  return { ...(await runCommand(chatCommand, [...args, ...flags], { ...env, INIT_CWD: folder }, input)), asked };
}

describe("pnpm client chat in a terminal", () => {
  it("shows what the README shows, runs commands, and ends with Ctrl-D", async () => {
    const auto = write("auto.policy.json", { servers: { kit: { mode: "auto" } } });
    const { say, terminal, screen, exited } = await start(undefined, ["--policy", auto]);
    const opened = withoutCodes(screen.text);
    const turn = await say("Summarize: The mill opened in 1931. It burned in 1950, and was rebuilt.", [CALL_KEYS, "y"]);
    expect(shapeOf(opened + withoutCodes(turn))).toEqual(expect.arrayContaining(shapeOf(castOfReadme())));

    expect(await say("/tools")).toMatch(/kit\/summarize\r\n {2}│ Summarizes a document/);
    expect(await say("/ledger")).toContain("this conversation   1 answer: ");
    expect(await say("/help")).toContain("/model [name]");
    for (const line of withoutCodes(screen.text).split(/[\r\n]+/)) expect(line.length, line).toBeLessThanOrEqual(80);
    terminal.write(CTRL_D);
    expect(await exited).toBe(0);
  });

  it("asks before a tool is called, then before its server samples, and takes a no for the turn", async () => {
    const { say, asked } = await start([
      ...[summarize, "It burned.", { words: "I look it up", ...summarize }, summarize, "A pity."],
      ...[summarize, "One.", summarize, "Two."],
    ]);
    const seen = withoutCodes(await say("How is the mill?", [CALL_KEYS, "v"], [CALL_KEYS, "y"], [CARD_KEYS, "a"]));
    const told = [
      'Call kit/summarize: document "The mill opened in 1931.',
      "y this time   a this tool for the session   n no",
      '│   "maxWords": 20',
      'call      kit/summarize: document "The mill opened in 1931.',
      "Sampling request",
      "approved for this call",
      "    sampled offline/kit-offline-1, once: ",
      '  result    │ {"summary":"',
      "│ It burned.",
      "tokens unknown · $0 · ",
    ];
    for (const [index, words] of told.entries()) {
      const from = told.slice(0, index).reduce((at, earlier) => seen.indexOf(earlier, at), 0);
      expect(seen.indexOf(words, from), `"${words}" in ${seen}`).toBeGreaterThanOrEqual(0);
    }
    expect(asked[1]?.messages.at(-1)).toMatchObject({ role: "tool", content: expect.stringContaining("summary") });
    const ledger = await say("/ledger");
    expect(ledger).toMatch(/kit\/summarize +once +replied/);
    expect(ledger).toContain("sampled by servers  1 request: ");

    const refused = await say("And now?", [CALL_KEYS, "n"]);
    expect(refused.split(CALL_KEYS)).toHaveLength(2);
    expect(refused).toMatch(/│ I look it up\r\n\r/);
    expect(withoutCodes(refused)).toMatch(/failed {4}│ The user refused the call of kit\/summarize\.[\s\S]*│ A pity\./);
    expect(asked[4]?.messages.at(-1)).toMatchObject({ content: expect.stringContaining("The user refused") });

    await say("How is the mill?", [CALL_KEYS, "a"], [CARD_KEYS, "s"]);
    const again = await say("And now?");
    expect(withoutCodes(again)).toMatch(/ {4}sampled offline\/kit-offline-1, session: [\s\S]*│ Two\./);
    expect(again).not.toContain(CALL_KEYS);
  });

  it("stops only the turn with Ctrl-C, wherever it is, clears the line, and ends on an empty one", async () => {
    const script = [{ unfinished: "Let me think " }, summarize, summarize, summarize, "It burned."];
    const { say, terminal, asked, exited } = await start(script);
    expect(await say("Think.", ["Let me", CTRL_C])).toContain("stopped, and forgotten");
    expect(await say("How is the mill?", [CALL_KEYS, CTRL_C])).toContain("stopped, and forgotten");
    // The server goes on when a card is left.
    expect(await say("How is the mill?", [CALL_KEYS, "y"], [CARD_KEYS, CTRL_C])).toContain("stopped, and forgotten");
    terminal.write("Never mind");
    terminal.write(CTRL_C);
    const turn = await say("How is the mill?", [CALL_KEYS, "y"], [CARD_KEYS, "a"]);
    expect(withoutCodes(turn)).toContain("│ It burned.");
    const said = asked[4]?.messages.filter(({ role }) => role === "user").map(({ content }) => content);
    expect(said).toEqual(["How is the mill?"]);
    terminal.write(CTRL_C);
    expect(await exited).toBe(0);
  });

  it("brings back what was typed, takes a paste as one text, and lets nobody move the cursor", async () => {
    const evil = `${ESCAPE}]0;pwned\u0007${ESCAPE}[41mred\u202e`;
    const servers = writeResultsServer(folder, "evil", evil, {
      "tools/list": { tools: [{ name: "say", description: evil, inputSchema: { type: "object" } }] },
      "tools/call": { content: [{ type: "text", text: evil }] },
    });
    const speak: ScriptedReply = { calls: [{ name: "evil__say", arguments: JSON.stringify({ [evil]: evil }) }] };
    const script: ScriptedReply[] = ["One.", "Two.", "Three.", speak, ["Look: ", ESCAPE, "[41mred\u009b41m"]];
    const { say, screen, asked } = await start(script, ["--servers", servers]);
    await say("Hello.");
    await say(UP);
    await say("First line\rsecond line");
    const said = asked.map(({ messages }) => messages.at(-1)?.content);
    expect(said).toEqual(["Hello.", "Hello.", "First line\nsecond line"]);

    const turn = await say("Speak.", [CALL_KEYS, "y"]);
    expect(turn).toContain("│ Look: \\u{1b}[41mred\\u{9b}41m");
    expect(turn).toContain("result    │ \\u{1b}]0;pwned\\u{7}\\u{1b}[41mred\\u{202e}");
    expect(await say("/tools")).toContain("│ \\u{1b}]0;pwned");
    for (const bad of [`${ESCAPE}]`, `${ESCAPE}[4`, "\u009b", "\u202e", "\u0007"])
      expect(screen.text).not.toContain(bad);
  });
});

/** The chat that the README shows. */
function castOfReadme(): string {
  const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
  return /<!-- output: chat -->\n```text\n([\s\S]*?)```/.exec(readme)?.[1] ?? "There is none.";
}

/** The kinds of lines of a chat: what the model says, and what it took, differs from one model to the next. */
function shapeOf(chat: string): string[] {
  const lines = chat.split(/[\r\n]+/).map((line) =>
    line
      .replace(/│.*/, "│")
      .replace(/[\d.,]+/g, "N")
      .trimEnd(),
  );
  return [...new Set(lines.filter((line) => line !== "" && !line.startsWith(PROMPT.trim())))];
}

describe("pnpm client chat without a terminal", () => {
  it("answers each line in turn, with the answers on stdout, and ends with its input", async () => {
    const run = await pipe("Hello.\n\nAnd now?\n/model", ["Good day.", "Still here."]);
    expect(run).toMatchObject({
      code: 0,
      stdout: "Good day.\nStill here.\n▸ custom/scripted\n  offline/kit-offline-1\n",
    });
    expect(run.stderr).toMatch(/Tools: \d+ of kit\n +tokens unknown/);
    expect(run.stderr).not.toContain(PROMPT);
    expect(run.asked).toHaveLength(2);
  });

  it("talks to another model that the user named, and to no other", async () => {
    const lines = ["/model", "/modle", "/model custom/scriptd", "/model offline/kit-offline-1", "Hello."];
    const { stdout, asked } = await pipe(lines.join("\n"), ["Good day."]);
    expect(stdout).toMatch(/^▸ custom\/scripted\n {2}offline\/kit-offline-1\n/);
    expect(stdout).toContain("There is no command /modle. Did you mean /model?");
    expect(stdout).toContain("Did you mean custom/scripted?");
    expect(stdout).toContain("▸ offline/kit-offline-1");
    expect(asked).toEqual([]);
  });

  it("calls no tool, since nobody can be asked, and says how to allow it", async () => {
    const { code, stdout, stderr, asked } = await pipe("How is the mill?", [summarize, "A pity."]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "A pity.\n" });
    expect(stderr).toContain("kit/summarize is not called: nobody can be asked. Run in a terminal, or with --yes.");
    expect(asked[1]?.messages.at(-1)).toMatchObject({ role: "tool", content: expect.stringContaining("refused") });
  });

  it("prints one JSON object per event with --json", async () => {
    const script = [summarize, "It burned."];
    const { code, stdout } = await pipe("How is the mill?\n/quit\nNever.", script, ["--json", "--yes"]);
    expect(code).toBe(0);
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const types = ["opened", "tool-chosen", "tool-called", "sampled", "tool-returned", "text", "text", "answered"];
    expect(events.map(({ type }) => type)).toEqual(types);
    expect(events[0]).toMatchObject({ model: "custom/scripted", servers: { kit: expect.any(Number) } });
    expect(events[3]).toMatchObject({
      ...{ server: "kit", tools: ["summarize"], model: "offline/kit-offline-1", decision: "yes" },
    });
    expect(events.at(-1)).toMatchObject({ model: "custom/scripted", durationMs: expect.any(Number) });
  });

  it("goes on when a server's answer cannot be read: the model is told, and what can be is kept", async () => {
    const servers = writeResultsServer(folder, "odd", "odd", {
      "tools/list": { tools: [{ name: "say", inputSchema: { type: "object" } }, { name: "bad" }] },
      "tools/call": null,
    });
    const speak: ScriptedReply = { calls: [{ name: "odd__say", arguments: "{}" }] };
    const flags = ["--yes", "--verbose", "--servers", servers];
    const { code, stdout, stderr, asked } = await pipe("Speak.\nAnd now?", [speak, "A pity.", "Still here."], flags);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "A pity.\nStill here.\n" });
    expect(asked[1]?.messages.at(-1)?.content).toBe("Error: The answer cannot be read: its result is null.");
    expect(stderr).toContain("odd: its tools: bad was left out");
  });

  it("says which tool a model refuses, and leaves it out when the user says so", async () => {
    const { code, stdout, stderr, asked } = await pipe("Hello.\n/tools kit/summarize\nHello.", [
      { refused: "Invalid schema for function 'kit__summarize'." },
      "Good day.",
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "kit/summarize  not offered\nGood day.\n" });
    expect(stderr).toMatch(/refuses the tool kit\/summarize: leave it out with\s+\/tools\s+kit\/summarize/);
    const offered = asked.map(({ tools }) => JSON.stringify(tools).includes("kit__summarize"));
    expect(offered).toEqual([true, false]);
  });

  it("shows how far a call is", async () => {
    const { command, args } = askingServer("2025-11-25", "old");
    const count: ScriptedReply = { calls: [{ name: "old__count", arguments: '{"steps":2}' }] };
    const servers = write("count.json", { mcpServers: { old: { command, args } } });
    const { stderr } = await pipe("Count.", [count, "Done."], ["--yes", "--servers", servers]);
    expect(stderr).toMatch(
      /call {6}old\/count: steps 2\n1 of 2: number 1\n2 of 2: number 2\n {2}result {4}│ Counted to 2\./,
    );
  });

  it("says why a model cannot answer, goes on, and exits with 1", async () => {
    const { code, stdout, stderr } = await pipe(
      "/model offline/always-500\nHello.\n/model custom/scripted\nHello.",
      ["Good day."],
      ["--model", "offline/always-500"],
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/Failed \(gateway_\w+\)[\s\S]*Next: /);
    expect(stdout).toContain("Good day.");
  });
});
