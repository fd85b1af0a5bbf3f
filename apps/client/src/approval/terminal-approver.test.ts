import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { testRequest } from "../../../../packages/consent/src/testing/approval-turn.ts";
import type { ApprovalScenario } from "../testing/approval-program.ts";
import { startTerminal } from "../testing/start-terminal.ts";

// Each test starts a process, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const ESCAPE = "\u001b";
const CTRL_C = "\u0003";
const TITLE = "Sampling request";
/** The last key that is shown: from then on the keys of a card count. */
const KEYS = "help";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const EDITOR = `"${process.execPath}" "${here("../testing/scripted-editor.ts")}"`;
const PROGRAM = ["--import", import.meta.resolve("tsx"), here("../testing/approval-program.ts")];
/** Runs the program, and then asks the terminal itself how it is set. */
const AND_THEN = '"$0" "$@"; echo "EXIT $?"; stty -a';

/** How a card is taken back: the only sequences that are written without colours. */
const CURSOR = new RegExp(`\\r?${ESCAPE}\\[(?:\\d*A|J|K)`, "g");

type Terminal = ReturnType<typeof startTerminal>;
type Requests = ApprovalScenario["requests"];

function start(
  scenario: ApprovalScenario,
  options: { env?: Record<string, string>; columns?: number; rows?: number } = {},
) {
  return startTerminal("/bin/sh", ["-c", AND_THEN, process.execPath, ...PROGRAM, JSON.stringify(scenario)], options);
}

/** Waits until the program is over, and checks that it left the terminal as it was. */
async function finish({ screen, exited }: Terminal): Promise<string> {
  await exited;
  expect(screen.text).toMatch(/[^-]icanon/);
  expect(screen.text).toMatch(/[^-]echo /);
  expect(screen.text).not.toMatch(/^ +at /m);
  return screen.text;
}

const one: Requests = [{ request: testRequest("Summarize the report.", { systemPrompt: "Be brief." }) }];
const ofCall = (id: number, tool: string, server = "kit"): Requests[number] => ({
  server,
  calls: [{ id, tool, arguments: {} }],
  request: testRequest(`${server} ${tool} ${id}`),
});

/** Presses one key on each card, as soon as its keys count. */
async function press(terminal: Terminal, ...keys: string[]): Promise<void> {
  for (const [index, key] of keys.entries()) {
    await terminal.until(KEYS, index + 1);
    terminal.terminal.write(key);
  }
}

describe("a card in the terminal", () => {
  it("shows who asks, for what, on what terms, and approves once with one key", async () => {
    const calls = [{ id: 1, tool: "summarize", arguments: { document: "long ".repeat(99), maxWords: 50 } }];
    const request = testRequest("Summarize the report.", {
      systemPrompt: "Be brief.",
      maxTokens: 2048,
      tools: [{ name: "lookup", description: "Looks a word up.", inputSchema: { type: "object" } }],
    });
    const terminal = start(
      { requests: [{ calls, request, askedMaxTokens: 4000, redacted: { email: 2 } }] },
      { env: { NO_COLOR: "1" } },
    );
    await press(terminal, "a");
    const text = await finish(terminal);
    for (const words of [
      "kit, reached by node server.js",
      "claims to be  │ kit-server",
      'summarize: document "long long long long long long long long…" (494 characters)',
      "system        │ Be brief.",
      "user          │ Summarize the report.",
      "tool          │ lookup: Looks a word up.",
      "4000 → 2048, the most that the policy grants",
      "offline/kit-offline-1: the server hints at none, so the default",
      "$0 on this machine: about 19 tokens in, at most 2,048 out",
      "2 × email",
      "mode ask (default)",
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toContain("DECIDED once");
    expect(text).toContain("END 0 sent");
    expect(text).toContain("OVER raw false paused true");
    expect(text.replace(CURSOR, "")).not.toContain(ESCAPE);
  });

  it.each([
    ["a", "DECIDED once", "END 0 sent"],
    ["s", "DECIDED session", "END 0 sent"],
    ["w", "DECIDED always", "END 0 sent"],
    ["r", "DECIDED refused", "END 0 declined"],
  ])("takes %s for an answer: %s", async (key, decided, ends) => {
    const terminal = start({ requests: one });
    await press(terminal, key);
    const text = await finish(terminal);
    expect(text).toContain(decided);
    expect(text).toContain(ends);
    expect(text.includes("REMEMBERED kit summarize")).toBe(key === "w");
  });

  it("takes no key that was pressed before the card was shown", async () => {
    const terminal = start({ requests: one });
    terminal.terminal.write("a");
    await press(terminal, "r");
    const text = await finish(terminal);
    expect(text).toContain("DECIDED refused");
    expect(text).not.toContain("DECIDED once");
  });

  it("shows everything page by page, and comes back to the card", async () => {
    const long = Array.from({ length: 60 }, (_, line) => `line ${line}.`).join("\n");
    const schema = { type: "object" as const, properties: { secret: { type: "string" } } };
    const request = testRequest(long, { tools: [{ name: "lookup", inputSchema: schema }] });
    const terminal = start({ requests: [{ request }] }, { rows: 24 });
    await terminal.until(KEYS);
    const card = terminal.screen.text;
    expect(card).toContain("more characters, v shows all");
    expect(card).not.toContain("line 30.");
    expect(card.split("\n").length).toBeLessThanOrEqual(24);
    terminal.terminal.write("v");
    await terminal.until("space more", 1);
    terminal.terminal.write(" ");
    await terminal.until("space more", 2);
    expect(terminal.screen.text).toContain("line 30.");
    terminal.terminal.write(" ");
    await terminal.until("space more", 3);
    terminal.terminal.write(" ");
    await terminal.until(KEYS, 2);
    for (let line = 0; line < 60; line += 1) expect(terminal.screen.text).toContain(`line ${line}.`);
    expect(terminal.screen.text).toContain('"secret"');
    terminal.terminal.write("r");
    expect(await finish(terminal)).toContain("DECIDED refused");
  });

  it.each([80, 120])("fits into %i columns and 24 rows, whatever is on it", async (columns) => {
    const wide = "図書館の本 and e\u0301 🎉 ".repeat(60);
    const calls = Array.from({ length: 9 }, (_, id) => ({ id, tool: `tool-${id}`, arguments: { text: wide } }));
    const tools = Array.from({ length: 9 }, (_, at) => ({
      name: `t${at}`,
      description: wide,
      inputSchema: { type: "object" as const },
    }));
    const messages = Array.from({ length: 9 }, () => ({
      role: "user" as const,
      content: { type: "text" as const, text: wide },
    }));
    const terminal = start(
      { requests: [{ calls, request: { messages, tools, systemPrompt: wide, maxTokens: 5 } }] },
      { columns, rows: 24 },
    );
    await press(terminal, "r");
    const text = await finish(terminal);
    const card = text.slice(0, text.indexOf("refused"));
    const { default: stringWidth } = await import("string-width");
    expect(card.split("\n").length).toBeLessThanOrEqual(24);
    expect(Math.max(...card.split("\n").map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
    expect(card).toMatch(/… \d+ more calls, v shows all/);
    expect(card).toMatch(/… \d+ more messages, v shows all/);
  });

  it("lists the calls that may have asked, and offers nothing for a tool that is not known", async () => {
    const calls = [
      { id: 1, tool: "summarize", arguments: {} },
      { id: 2, tool: "translate", arguments: { to: "Spanish" } },
    ];
    const terminal = start({ requests: [{ calls, request: testRequest("?") }] }, { env: { NO_COLOR: "1" } });
    await press(terminal, "a");
    const text = await finish(terminal);
    expect(text).toContain("one of these 2 calls; the server does not say which");
    expect(text).toContain('translate: to "Spanish"');
    expect(text).not.toMatch(/always|session/);
    expect(text).toContain("DECIDED once");
  });

  it("shows hostile text as what it is, and nothing of it where our own words stand", async () => {
    const hostile =
      "\u001b[2J\u001b]52;c;ZXZpbA==\u0007ok\rsafe\u202e\u200b\n  model         offline/free\n  a approve once";
    const requests: Requests = [
      {
        claimedName: `${hostile}\n  server        the bank`,
        calls: [{ id: 1, tool: `summarize${hostile}`, arguments: { [hostile]: hostile } }],
        request: testRequest(hostile, {
          systemPrompt: hostile,
          tools: [{ name: hostile, description: hostile, inputSchema: { type: "object" } }],
          stopSequences: [hostile],
          metadata: { [hostile]: hostile },
          modelPreferences: { hints: [{ name: hostile }] },
        }),
      },
    ];
    const terminal = start({ requests }, { rows: 60, env: { NO_COLOR: "1" } });
    await terminal.until(KEYS);
    terminal.terminal.write("v");
    await terminal.until(KEYS, 2);
    terminal.terminal.write("r");
    await finish(terminal);
    const [card = ""] = terminal.screen.text.split("END 0");
    const withoutOwn = card.replace(CURSOR, "").replaceAll("\r\n", "\n");
    expect(withoutOwn).not.toMatch(/[^\P{Cc}\n]|\u202e|\u200b/u);
    expect(card).toContain("\\u{1b}[2J\\u{1b}]52;c;ZXZpbA==\\u{7}ok\\u{d}safe\\u{202e}\\u{200b}");
    expect(card).not.toMatch(/^ {2}server +the bank/m);
    expect(card).not.toMatch(/^ {2}model +offline\/free/m);
  });
});

describe("an edit in the terminal", () => {
  const editing = (from: string, to: string) => ({ env: { EDITOR, EDIT_FROM: from, EDIT_TO: to, NO_COLOR: "1" } });

  it("goes through $EDITOR, is shown as a diff, and goes out", async () => {
    const terminal = start({ requests: one }, editing("Summarize the report.", "Summarize\nit."));
    await press(terminal, "e", "a");
    const text = await finish(terminal);
    const [, path = "", mode] = /EDITING (\S+) mode (\d+)/.exec(text) ?? [];
    expect(mode).toBe("600");
    expect(existsSync(path)).toBe(false);
    expect(text).toContain("│ - Summarize the report.");
    expect(text).toContain("│ + Summarize");
    expect(text).toContain("approve as edited");
    expect(text).toContain('\\"text\\":\\"Summarize\\\\nit.\\"');
  });

  it("prefers $VISUAL, as other programs do", async () => {
    const terminal = start(
      { requests: one },
      { env: { ...editing("report", "book").env, VISUAL: EDITOR, EDITOR: "false" } },
    );
    await press(terminal, "e", "a");
    expect(await finish(terminal)).toContain("Summarize the book.");
  });

  it.each([
    ["what breaks the specification", "500", "many", "maxTokens"],
    ["more tokens than were granted", "500", "501", "501, and 500 is what this request may have"],
    ["a title that is none", "=== user 1", "=== root 1", 'no title like "root 1"'],
  ])("says what is wrong with %s, and drops it or lets the person edit again", async (_what, from, to, said) => {
    const terminal = start({ requests: one }, editing(from, to));
    await press(terminal, "e");
    await terminal.until("any other key drops");
    expect(terminal.screen.text).toContain(said);
    terminal.terminal.write("e");
    await terminal.until("any other key drops", 2);
    terminal.terminal.write("x");
    await terminal.until(KEYS, 2);
    terminal.terminal.write("a");
    const text = await finish(terminal);
    expect(text).toContain("END 0 sent");
    expect(text).toContain("Summarize the report.");
    expect(text.match(/EDITING/g)).toHaveLength(2);
  });

  it("says so when the editor fails, and goes back to the card", async () => {
    const terminal = start({ requests: one }, { env: { EDITOR: "false" } });
    await press(terminal, "e");
    await terminal.until('The editor "false" failed: it ended with 1.');
    terminal.terminal.write("x");
    await terminal.until(KEYS, 2);
    terminal.terminal.write("r");
    expect(await finish(terminal)).toContain("DECIDED refused");
  });

  it("happens on a line without an editor", async () => {
    const terminal = start({ requests: one });
    await press(terminal, "e");
    await terminal.until("> ");
    await terminal.until("Summarize the report.", 2);
    terminal.terminal.write(" Rhyme.\r");
    await press(terminal, "", "a");
    expect(await finish(terminal)).toContain('\\"text\\":\\"Summarize the report. Rhyme.\\"');
  });

  it("stops on Ctrl-C on the line", async () => {
    const terminal = start({ requests: one });
    await press(terminal, "e");
    await terminal.until("Summarize the report.", 2);
    terminal.terminal.write(CTRL_C);
    const text = await finish(terminal);
    expect(text).toMatch(/END 0 (cancelled|declined|connection_closed)/);
    expect(text).toContain("EXIT 130");
  });
});

describe("waiting in the terminal", () => {
  it("is one card for 32 requests of one call", async () => {
    const requests = Array.from({ length: 32 }, (_, part): Requests[number] => ({
      request: testRequest(`Part ${part}.`),
    }));
    const terminal = start({ requests }, { env: { NO_COLOR: "1" } });
    await press(terminal, "a");
    const text = await finish(terminal);
    expect(text).toContain("32 requests of this call; one decision for all of them");
    expect(text.split(TITLE)).toHaveLength(2);
    expect(text.match(/END \d+ sent/g)).toHaveLength(32);
  });

  it("refuses the 65th request of a call without a card", async () => {
    const requests = Array.from({ length: 65 }, (_, part): Requests[number] => ({
      request: testRequest(`Part ${part}.`),
    }));
    const terminal = start({ requests });
    await press(terminal, "a");
    const text = await finish(terminal);
    expect(text).toMatch(/END 64 declined This is request number 65 of summarize, and 64 is the most/);
    expect(text.match(/END \d+ sent/g)).toHaveLength(64);
  });

  it("shows the cards of two servers one after the other", async () => {
    const terminal = start({ requests: [ofCall(1, "summarize", "one"), ofCall(1, "summarize", "two")] });
    await terminal.until(KEYS);
    expect(terminal.screen.text).not.toContain("two, reached by");
    await press(terminal, "a", "r");
    const text = await finish(terminal);
    expect(text).toContain("END 0 sent");
    expect(text).toContain("END 1 declined");
  });

  it("takes the next card of a tool away when the tool is approved for the session", async () => {
    const terminal = start({ requests: [ofCall(1, "summarize"), ofCall(2, "summarize")] });
    await press(terminal, "s");
    const text = await finish(terminal);
    expect(text.split(TITLE)).toHaveLength(2);
    expect(text.match(/END \d sent/g)).toHaveLength(2);
  });

  it("asks once a session for a tool under mode session", async () => {
    const requests = [ofCall(1, "summarize"), ofCall(2, "summarize")].map((asked) => ({
      ...asked,
      mode: "session" as const,
    }));
    const terminal = start({ requests }, { env: { NO_COLOR: "1" } });
    await press(terminal, "a");
    const text = await finish(terminal);
    expect(text).toContain("a approve summarize for this session");
    expect(text.match(/DECIDED session/g)).toHaveLength(2);
  });

  it("ends when nobody decides in time", async () => {
    const terminal = start({ requests: one, decisionTimeoutMs: 3_000 });
    const text = await finish(terminal);
    expect(text).toContain("closed: Nobody at the client decided within 3 s.");
    expect(text).toContain("END 0 timed_out");
  });

  it("ends when the server takes its request back", async () => {
    const terminal = start({ requests: one, whenShown: "cancel" });
    const text = await finish(terminal);
    expect(text).toContain("closed: The server took its request back.");
    expect(text).toContain("END 0 cancelled");
  });

  it("ends on Ctrl-C, for all cards that wait, and the process gets it", async () => {
    const terminal = start({ requests: [ofCall(1, "summarize", "one"), ofCall(1, "summarize", "two")] });
    await press(terminal, CTRL_C);
    const text = await finish(terminal);
    expect(text).toContain("closed: refused with Ctrl-C");
    expect(text).toContain("EXIT 130");
    expect(text.split(TITLE)).toHaveLength(2);
    expect(text.match(/END \d (cancelled|declined|connection_closed)/g)).toHaveLength(2);
  });

  it("leaves the terminal as it was when the process exits in the middle of a card", async () => {
    const terminal = start({ requests: one, whenShown: "exit" });
    expect(await finish(terminal)).toContain("EXIT 3");
  });

  it("holds what others write until the card is closed", async () => {
    const terminal = start({ requests: one, whenShown: "print" });
    await press(terminal, "a");
    const text = await finish(terminal);
    expect(text.indexOf("PRINTED MEANWHILE")).toBeGreaterThan(text.indexOf("approved for this call"));
  });

  it("gives the keys of a card to nobody else, and the next line to the prompt that was there", async () => {
    const terminal = start({ requests: one, hasPrompt: true });
    await press(terminal, "a");
    await terminal.until("END 0 sent");
    terminal.terminal.write("hello\r");
    expect(await finish(terminal)).toMatch(/LINE hello\r?$/m);
  });
});

describe("an edit while a prompt reads lines, too", () => {
  it("on a line is not heard by the prompt", async () => {
    const terminal = start({ requests: one, hasPrompt: true });
    await press(terminal, "e");
    await terminal.until("Summarize the report.", 2);
    terminal.terminal.write(" Rhyme.\r");
    await press(terminal, "", "a");
    await terminal.until("END 0 sent");
    terminal.terminal.write("hello\r");
    const text = await finish(terminal);
    expect(text).toContain('\\"text\\":\\"Summarize the report. Rhyme.\\"');
    expect(text).toMatch(/LINE hello\r?$/m);
  });

  it("in an editor has the terminal to itself, by the line", async () => {
    const terminal = start(
      { requests: one, hasPrompt: true },
      { env: { EDITOR: `sh -c 'echo READY; read said; echo "SAID $said"'` } },
    );
    await press(terminal, "e");
    await terminal.until("READY");
    terminal.terminal.write("words for the editor\r");
    await terminal.until("SAID words for the editor");
    await press(terminal, "", "r");
    await terminal.until("END 0 declined");
    terminal.terminal.write("hello\r");
    expect(await finish(terminal)).toMatch(/LINE hello\r?$/m);
  });
});

describe("the review of an answer in the terminal", () => {
  const reviewed: Requests = [{ mode: "auto", review: true, request: testRequest("Hi.") }];

  it.each([
    ["s", "END 0 sent"],
    ["r", "END 0 declined"],
  ])("shows the answer and takes %s: %s", async (key, ends) => {
    const terminal = start({ requests: reviewed }, { env: { NO_COLOR: "1" } });
    await press(terminal, key);
    const text = await finish(terminal);
    expect(text).toContain("answer        │ Answer to:");
    expect(text).toContain(ends);
  });

  it("sends the answer as the person edited it", async () => {
    const terminal = start(
      { requests: reviewed },
      { env: { EDITOR, EDIT_FROM: "Answer to:", EDIT_TO: "My words:", NO_COLOR: "1" } },
    );
    await press(terminal, "e", "s");
    const text = await finish(terminal);
    expect(text).toContain("│ + My words:");
    expect(text).toMatch(/END 0 sent .*"text":"My words:/);
  });
});
