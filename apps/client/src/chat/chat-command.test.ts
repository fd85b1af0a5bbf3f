import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { askingServer, scriptedServer } from "../testing/asking-server.ts";
import { CLI, startCli, XDG_STATE_HOME } from "../testing/run-cli.ts";
import { type ScriptedReply, startScriptedModel } from "../testing/start-scripted-model.ts";
import { startTerminal } from "../testing/start-terminal.ts";

// Each test starts the client and its servers, on a machine that may be busy.
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
// What servers sample goes to the offline model, what the person says to the scripted one.
const policy = write("sampling.policy.json", { defaults: { models: ["offline/*"] } });

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
  let prompts = 1;
  await rest.until(PROMPT, prompts);
  /** Types a line, presses keys on what is asked, and waits for the next prompt. */
  const say = async (line: string, ...keys: readonly [shown: string, key: string][]) => {
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
  const { child, done } = startCli([...args, ...flags], { ...env, INIT_CWD: folder });
  child.stdin.end(input);
  return { ...(await done), asked };
}

describe("pnpm client chat in a terminal", () => {
  it("says what it talks to, answers, runs commands, and ends with Ctrl-D", async () => {
    const { say, terminal, screen, exited } = await start();
    expect(screen.text).toContain("The offline model: rules on this machine");
    expect(screen.text).toContain("Model: offline/kit-offline-1");
    expect(screen.text).toContain("Tools: 4 of kit");
    expect(await say("Hello.")).toMatch(/│ This is a small offline stand-in[\s\S]*tokens in, \d+ out · \$0 · [\d.]+ s/);
    expect(await say("/tools")).toMatch(/kit\/summarize\r\n {2}│ Summarizes a document/);
    expect(await say("/modle")).toContain("There is no command /modle. Did you mean /model?");
    expect(await say("/ledger")).toContain("this conversation   1 answer: ");
    expect(await say("/help")).toContain("/model [name]");
    for (const line of withoutCodes(screen.text).split(/[\r\n]+/)) expect(line.length, line).toBeLessThanOrEqual(80);
    terminal.write(CTRL_D);
    expect(await exited).toBe(0);
  });

  it("asks before a tool is called, then before its server samples, and shows both under each other", async () => {
    const { say, asked } = await start([summarize, "It burned.", summarize, "Again."]);
    const turn = await say("How is the mill?", [CALL_KEYS, "y"], [CARD_KEYS, "a"]);
    const seen = withoutCodes(turn);
    const told = [
      'Call kit/summarize: document "The mill opened in 1931.',
      "y this time   a this tool for the session   n no",
      'call      kit/summarize: document "The mill opened in 1931.',
      "Sampling request",
      "approved for this call",
      "    sampled offline/kit-offline-1, once: ",
      '  result    │ {"summary":"The mill opened in 1931. It burned in',
      "│ It burned.",
      "tokens unknown · cost unknown · ",
    ];
    for (const [index, words] of told.entries()) {
      const from = told.slice(0, index).reduce((at, earlier) => seen.indexOf(earlier, at), 0);
      expect(seen.indexOf(words, from), `"${words}" in ${seen}`).toBeGreaterThanOrEqual(0);
    }
    expect(asked[1]?.messages.at(-1)).toMatchObject({ role: "tool", content: expect.stringContaining("burned") });
    const ledger = await say("/ledger");
    expect(ledger).toMatch(/kit\/summarize +once +replied/);
    expect(ledger).toContain("sampled by servers  1 request: ");
  });

  it("does not ask again for a tool that is allowed for the session", async () => {
    const { say } = await start([summarize, "One.", summarize, "Two."]);
    await say("How is the mill?", [CALL_KEYS, "a"], [CARD_KEYS, "s"]);
    const again = await say("And now?");
    expect(withoutCodes(again)).toMatch(/ {4}sampled offline\/kit-offline-1, session: [\s\S]*│ Two\./);
    expect(again).not.toContain(CALL_KEYS);
  });

  it("tells the model when the person refuses, and does not ask for the same tool again in that turn", async () => {
    const { say, asked } = await start([summarize, summarize, "A pity."]);
    const turn = await say("How is the mill?", [CALL_KEYS, "n"]);
    expect(turn.split(CALL_KEYS)).toHaveLength(2);
    expect(withoutCodes(turn)).toMatch(/failed {4}│ The person refused the call[\s\S]*│ A pity\./);
    expect(asked[2]?.messages.at(-1)).toMatchObject({ content: expect.stringContaining("The person refused") });
  });

  it("asks below what the model says before it calls a tool", async () => {
    const { say } = await start([{ words: "I look it up", ...summarize }, "A pity."]);
    const turn = await say("How is the mill?", [CALL_KEYS, "n"]);
    expect(turn).toMatch(/│ I look it up\r\n\r/);
  });

  it("shows all arguments of a call before the person decides", async () => {
    const { say } = await start([summarize, "A pity."]);
    const turn = await say("How is the mill?", [CALL_KEYS, "v"], [CALL_KEYS, "n"]);
    expect(withoutCodes(turn)).toContain('│   "maxWords": 20');
  });

  it("stops only the turn with Ctrl-C while the model answers, and goes on", async () => {
    const { say, terminal, asked, exited } = await start([{ unfinished: "Let me think " }, "Good day."]);
    expect(await say("Think.", ["Let me", CTRL_C])).toContain("stopped, and forgotten");
    expect(await say("Hello.")).toContain("│ Good day.");
    expect(asked[1]?.messages.map(({ content }) => content)).not.toContain("Think.");
    terminal.write(CTRL_D);
    expect(await exited).toBe(0);
  });

  it.each([
    ["it asks whether to call a tool", [[CALL_KEYS, CTRL_C]]],
    [
      "a card is open, and the server goes on",
      [
        [CALL_KEYS, "y"],
        [CARD_KEYS, CTRL_C],
      ],
    ],
  ] as const)("stops only the turn with Ctrl-C while %s", async (_what, keys) => {
    const { say } = await start([summarize, summarize, "It burned."]);
    expect(await say("How is the mill?", ...keys.map(([shown, key]): [string, string] => [shown, key]))).toContain(
      "stopped, and forgotten",
    );
    const turn = await say("How is the mill?", [CALL_KEYS, "y"], [CARD_KEYS, "a"]);
    expect(withoutCodes(turn)).toContain("│ It burned.");
  });

  it("clears the line with Ctrl-C, and ends with 130 on an empty one", async () => {
    const { say, terminal, exited, asked } = await start(["Good day."]);
    terminal.write("Never mind");
    terminal.write(CTRL_C);
    expect(await say("Hello.")).toContain("│ Good day.");
    expect(asked[0]?.messages.at(-1)).toEqual({ role: "user", content: "Hello." });
    terminal.write(CTRL_C);
    expect(await exited).toBe(130);
  });

  it("brings back what was typed, and takes what is pasted as one text", async () => {
    const { say, asked } = await start(["One.", "Two.", "Three."]);
    await say("Hello.");
    await say(UP);
    await say("First line\rsecond line");
    const said = asked.map(({ messages }) => messages.at(-1)?.content);
    expect(said).toEqual(["Hello.", "Hello.", "First line\nsecond line"]);
  });

  it("talks to another model that the person named, and to no other", async () => {
    const { say, asked } = await start(["Good day."]);
    expect(await say("/model")).toMatch(/▸ custom\/scripted\r\n {2}offline\/kit-offline-1/);
    expect(await say("/model custom/scriptd")).toContain("Did you mean custom/scripted?");
    expect(await say("/model offline/kit-offline-1")).toContain("▸ offline/kit-offline-1");
    expect(await say("Hello.")).toContain("offline stand-in");
    expect(asked).toEqual([]);
  });

  it("says why a model cannot answer, and goes on", async () => {
    const { say } = await start([{ unfinished: "" }, "Good day."], ["--model", "offline/always-500"]);
    await say("/model offline/always-500");
    expect(await say("Hello.")).toMatch(/Failed \(gateway_\w+\)[\s\S]*Next: /);
    await say("/model offline/kit-offline-1");
    expect(await say("Hello.")).toContain("offline stand-in");
  });

  it("lets neither a model nor a tool move the cursor, and shows what they tried", async () => {
    const evil = `${ESCAPE}]0;pwned\u0007${ESCAPE}[41mred\u202e`;
    const { say, screen } = await start(
      [
        { calls: [{ name: "evil__say", arguments: JSON.stringify({ [evil]: evil }) }] },
        ["Look: ", ESCAPE, "[41mred\u009b41m"],
      ],
      ["--servers", write("evil.json", { mcpServers: { evil: evilServer(evil) } })],
    );
    const turn = await say("Speak.", [CALL_KEYS, "y"]);
    expect(turn).toContain("│ Look: \\u{1b}[41mred\\u{9b}41m");
    expect(turn).toContain("result    │ \\u{1b}]0;pwned\\u{7}\\u{1b}[41mred\\u{202e}");
    expect(await say("/tools")).toContain("│ \\u{1b}]0;pwned");
    for (const bad of [`${ESCAPE}]`, `${ESCAPE}[4`, "\u009b", "\u202e", "\u0007"])
      expect(screen.text).not.toContain(bad);
  });
});

/** A server of one tool, which says the same wherever it may say something. */
function evilServer(evil: string) {
  const results = {
    initialize: {
      protocolVersion: "2025-11-25",
      capabilities: { tools: {} },
      serverInfo: { name: evil, version: "1" },
    },
    "tools/list": { tools: [{ name: "say", description: evil, inputSchema: { type: "object" } }] },
    "tools/call": { content: [{ type: "text", text: evil }] },
  };
  const { command, args } = scriptedServer(
    "evil",
    `const results = ${JSON.stringify(results)};
     require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
       const { id, method } = JSON.parse(line);
       const answer = method in results ? { result: results[method] } : { error: { code: -32601, message: "No." } };
       if (id !== undefined) console.log(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
     });`,
  );
  return { command, args };
}

describe("pnpm client chat without a terminal", () => {
  it("answers each line in turn, with the answers on stdout, and ends with its input", async () => {
    const run = await pipe("Hello.\n\nAnd now?\n/model", ["Good day.", "Still here."]);
    expect(run).toMatchObject({
      code: 0,
      stdout: "Good day.\nStill here.\n▸ custom/scripted\n  offline/kit-offline-1\n",
    });
    expect(run.stderr).toMatch(/Tools: 4 of kit\n +tokens unknown/);
    expect(run.stderr).not.toContain(PROMPT);
    expect(run.asked).toHaveLength(2);
  });

  it("calls no tool, since nobody can be asked, and says how to allow it", async () => {
    const { code, stdout, stderr, asked } = await pipe("How is the mill?", [summarize, "A pity."]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "A pity.\n" });
    expect(stderr).toContain("kit/summarize is not called: nobody can be asked. Run in a terminal, or with --yes.");
    expect(asked[1]?.messages.at(-1)).toMatchObject({ role: "tool", content: expect.stringContaining("refused") });
  });

  it("prints one JSON object per event with --json", async () => {
    const { code, stdout } = await pipe(
      "How is the mill?\n/quit\nNever.",
      [summarize, "It burned."],
      ["--json", "--yes"],
    );
    expect(code).toBe(0);
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const types = ["opened", "tool-chosen", "tool-called", "sampled", "tool-returned", "text", "text", "answered"];
    expect(events.map(({ type }) => type)).toEqual(types);
    expect(events[0]).toMatchObject({ model: "custom/scripted", servers: { kit: 4 } });
    expect(events[3]).toMatchObject({
      server: "kit",
      tools: ["summarize"],
      model: "offline/kit-offline-1",
      decision: "yes",
    });
    expect(events.at(-1)).toMatchObject({ model: "custom/scripted", durationMs: expect.any(Number) });
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

  it("exits with 1 when a turn failed, after the others", async () => {
    const { code, stdout, stderr } = await pipe(
      "/model offline/always-500\nHello.\n/model custom/scripted\nHello.",
      ["Good day."],
      ["--model", "offline/always-500"],
    );
    expect(code).toBe(1);
    expect(stderr).toContain("Failed (gateway_");
    expect(stdout).toContain("Good day.");
  });
});
