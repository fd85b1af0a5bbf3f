import { setImmediate } from "node:timers/promises";
import stringWidth from "string-width";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createFakeTerminal, QUIET_MS } from "../testing/fake-terminal.ts";
import {
  callsOf,
  TEST_ORIGIN,
  type TestAsked,
  testAsked,
  testDecision,
  testPrompt,
  testRequest,
  textResult,
} from "../testing/requests.ts";
import type { ApprovalCard } from "./approver.ts";

const forever = new AbortController().signal;
const REPORT = testRequest("Summarize the report.", { systemPrompt: "Be brief." });
/** How a card is taken back. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for.
const CURSOR = /\r?\u001b\[(?:\d*A|J|K|\?7[lh])/g;

const cardOf = (asked: TestAsked = {}): ApprovalCard => ({ ...testAsked({ request: REPORT, ...asked }), waiting: 1 });

function open(card = cardOf(), ...options: Parameters<typeof createFakeTerminal>) {
  const terminal = createFakeTerminal(...options);
  return { ...terminal, verdict: terminal.approver.approve(card, forever) };
}

const openAnyway = (verdict: Promise<unknown>) => Promise.race([verdict, setImmediate("open")]);

afterEach(() => vi.useRealTimers());

describe("a card", () => {
  it("shows who asks, for what and on what terms", async () => {
    const calls = [{ id: 1, tool: "summarize", arguments: { document: "long ".repeat(99), maxWords: 50 } }];
    const request = {
      ...REPORT,
      tools: [{ name: "lookup", description: "Looks a word up.", inputSchema: { type: "object" as const } }],
    };
    const { verdict, pressOnCard, terminal } = open(
      cardOf({
        origin: { ...TEST_ORIGIN, calls },
        prompt: testPrompt(request, { askedMaxTokens: 4000, redacted: { email: 2 } }),
      }),
    );
    await pressOnCard("a");
    expect(await verdict).toEqual({ kind: "approve", scope: "once" });
    for (const words of [
      "kit, reached by node server.js",
      "claims to be  │ kit-server",
      'summarize: document "long long long long long long long long…" (494 characters)',
      "system        │ Be brief.",
      "user          │ Summarize the report.",
      "tool          │ lookup: Looks a word up.",
      "4000 → 500, the most that the policy grants",
      "why           │ the server hints at none, so the default",
      "$0: about 10 tokens in, at most 500 out",
      "2 × email",
      "mode ask (default)",
      "approved for this call",
    ]) {
      expect(terminal.text).toContain(words);
    }
    expect(terminal.text.replace(CURSOR, "")).not.toContain("\u001b");
  });

  it.each([
    ["a", { kind: "approve", scope: "once" }],
    ["s", { kind: "approve", scope: "session" }],
    ["w", { kind: "approve", scope: "always" }],
    ["r", { kind: "refuse" }],
  ])("takes %s for %j", async (key, expected) => {
    const { verdict, pressOnCard } = open();
    await pressOnCard(key);
    expect(await verdict).toEqual(expected);
  });

  it("has no keys while somebody types, and then those that are pressed decide", async () => {
    const { verdict, type, terminal } = open();
    for (let turn = 0; turn < 4; turn += 1) await setImmediate();
    await type("a", "s", "w");
    await vi.advanceTimersByTimeAsync(QUIET_MS - 1);
    await type("a");
    expect(terminal.text).not.toContain("refuse");
    await vi.advanceTimersByTimeAsync(QUIET_MS);
    expect(terminal.text).toContain("refuse");
    await type("r");
    expect(await verdict).toEqual({ kind: "refuse" });
  });

  it("is not decided by Enter, by keys that it does not have, or by what is pasted", async () => {
    const { verdict, pressOnCard, type } = open();
    await pressOnCard("\r", "\n", " ", "x", "y", "1", "\u001b", "\u001b[A", "approve", "aa", "rr");
    expect(await openAnyway(verdict)).toBe("open");
    await type("a");
    expect(await verdict).toEqual({ kind: "approve", scope: "once" });
  });

  it.each([
    ["it is not known which tool asks", { origin: { ...TEST_ORIGIN, calls: callsOf("1:a", "2:b") } }],
    ["the request shows injection signals", { signals: ["adds a second task"] }],
  ])("offers nothing for a tool when %s", async (_when, asked) => {
    const { verdict, pressOnCard, type, terminal } = open(cardOf(asked));
    await pressOnCard("s", "w");
    expect(await openAnyway(verdict)).toBe("open");
    expect(terminal.text).not.toMatch(/session|always/);
    await type("r");
    await verdict;
  });

  it.each(["refuse", "x\n  a approve once", "always   r refuse", "summаrize", "a".repeat(41), "s for this session"])(
    "takes no word of a server into its keys, nor lets it through for good unless its name is what it looks like: %j",
    async (tool) => {
      const origin = { ...TEST_ORIGIN, calls: [{ id: 1, tool, arguments: {} }] };
      const { verdict, pressOnCard, type, terminal } = open(cardOf({ origin, reason: `hint 1 "${tool}" matches` }));
      await pressOnCard("w");
      const isPlain = /^[\w./-]{1,40}$/.test(tool);
      await type("r");
      expect(await verdict).toEqual(isPlain ? { kind: "approve", scope: "always" } : { kind: "refuse" });
      const keys = terminal.text.slice(terminal.text.lastIndexOf("mode ask"));
      expect(keys).toContain("a approve this call, up to 64 requests");
      expect(keys.includes("w approve tool always")).toBe(isPlain);
      expect(keys.replace("r refuse", "")).not.toContain(tool);
      for (const line of terminal.text.split("\n")) if (line.includes("once")) expect(line).toContain("│ ");
    },
  );

  it("asks for the tool's session at once where the policy's mode is session", async () => {
    const { verdict, pressOnCard, terminal } = open(cardOf({ policy: testDecision({ mode: "session" }) }));
    await pressOnCard("a");
    expect(await verdict).toEqual({ kind: "approve", scope: "once" });
    expect(terminal.text).toContain("a approve tool for session");
  });

  it("tells how many wait as it changes, and nothing once it is closed", async () => {
    let more: (waiting: number) => void = () => undefined;
    const onMore = (listener: typeof more) => {
      more = listener;
    };
    const { verdict, pressOnCard, terminal } = open({ ...cardOf(), onMore });
    for (let turn = 0; turn < 4; turn += 1) await setImmediate();
    more(12);
    expect(terminal.text).toContain("12 requests of this call; one decision for all of them");
    await pressOnCard("a");
    await verdict;
    expect(terminal.text).toContain("approved for this call (12 requests)");
    const closed = terminal.text;
    more(13);
    expect(terminal.text).toBe(closed);
  });

  it("shows everything, a page at a time, and comes back", async () => {
    const text = Array.from({ length: 60 }, (_, line) => `line ${line}.`).join("\n");
    const { verdict, pressOnCard, type, until, terminal } = open(cardOf({ request: testRequest(text) }), {
      columns: 80,
      rows: 24,
    });
    await pressOnCard("v");
    await until("space more");
    for (let page = 2; page < 5; page += 1) {
      await type(" ");
      if (terminal.text.split("space more").length > page) continue;
    }
    for (let line = 0; line < 60; line += 1) expect(terminal.text).toContain(`line ${line}.`);
    await type("?", "r");
    expect(await verdict).toEqual({ kind: "refuse" });
    expect(terminal.text).toContain("Enter decides nothing.");
  });

  it.each([80, 120])("fits into %i columns and 24 rows, whatever is on it", async (columns) => {
    const wide = "図書館の本 and e\u0301 🎉 ".repeat(60);
    const nine = Array.from({ length: 9 }, (_, at) => at);
    const calls = nine.map((id) => ({ id, tool: `tool-${id}`, arguments: { text: wide } }));
    const tools = nine.map((at) => ({ name: `t${at}`, description: wide, inputSchema: { type: "object" as const } }));
    const messages = nine.map(() => ({ role: "user" as const, content: { type: "text" as const, text: wide } }));
    const request = testRequest("", { messages, tools, systemPrompt: wide });
    const { verdict, pressOnCard, terminal } = open(cardOf({ request, origin: { ...TEST_ORIGIN, calls } }), {
      columns,
      rows: 24,
    });
    await pressOnCard("r");
    await verdict;
    const card = terminal.text.slice(0, terminal.text.indexOf("refused"));
    const lines = card.replace(CURSOR, "").split("\n");
    expect(lines.length).toBeLessThanOrEqual(24 + 2);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
    expect(card).toMatch(/… \d+ more calls, v shows all/);
    expect(card).toMatch(/… \d+ more messages, v shows all/);
  });

  it("shows hostile text as what it is, and nothing of it where our own words stand", async () => {
    const hostile =
      "\u001b[2J\u001b]52;c;ZXZpbA==\u0007ok\rsafe\u202e\u200b\n  model         offline/free\n  a approve once";
    const request = testRequest(hostile, {
      systemPrompt: hostile,
      tools: [{ name: hostile, description: hostile, inputSchema: { type: "object" } }],
      stopSequences: [hostile],
      metadata: { [hostile]: hostile },
      modelPreferences: { hints: [{ name: hostile }] },
    });
    const origin = {
      ...TEST_ORIGIN,
      claimedName: `${hostile}\n  server        the bank`,
      calls: [{ id: 1, tool: `summarize${hostile}`, arguments: { [hostile]: hostile } }],
    };
    const { verdict, pressOnCard, terminal, type, until } = open(cardOf({ origin, request }), {
      columns: 100,
      rows: 300,
    });
    await pressOnCard("v");
    await until("tool takes");
    await type("r");
    await verdict;
    expect(terminal.text.replace(CURSOR, "")).not.toMatch(/[^\P{Cc}\n]|\u202e|\u200b/u);
    expect(terminal.text).toContain("\\u{1b}[2J\\u{1b}]52;c;ZXZpbA==\\u{7}ok\\u{d}safe\\u{202e}\\u{200b}");
    expect(terminal.text.split("\u001b[?7l")).toHaveLength(terminal.text.split("\u001b[?7h").length);
    expect(terminal.text).not.toMatch(/^ {2}server +the bank/m);
    expect(terminal.text).not.toMatch(/^ {2}model +offline\/free/m);
  });
});

describe("an edit", () => {
  const sed = (from: string, to: string) => `sed -i.bak -e 's/${from}/${to}/'`;

  it.each([
    ["$EDITOR", { EDITOR: sed("the report", "it") }],
    ["$VISUAL before $EDITOR", { VISUAL: sed("the report", "it"), EDITOR: "false" }],
  ])("goes through %s, is shown as a diff, and goes out", async (_which, env) => {
    const { verdict, pressOnCard, until, terminal } = open(cardOf(), undefined, env);
    await pressOnCard("e");
    await until("edited ");
    await pressOnCard("a");
    expect(await verdict).toEqual({
      kind: "approve",
      scope: "once",
      request: { ...REPORT, messages: testRequest("Summarize it.").messages },
    });
    expect(terminal.text).toContain("│ - Summarize the report.");
    expect(terminal.text).toContain("│ + Summarize it.");
    expect(terminal.text).toContain("approve as edited");
  });

  it.each([
    ["what breaks the specification", "500", "many", "maxTokens"],
    ["more tokens than were granted", "500", "501", "501, and 500 is what this request may have"],
    ["a title that is none", "=== user 1", "=== root 1", 'no title like "root 1"'],
  ])("says what is wrong with %s, and drops it or lets the user edit again", async (_what, from, to, said) => {
    const { verdict, pressOnCard, type, until, terminal } = open(cardOf(), undefined, { EDITOR: sed(from, to) });
    await pressOnCard("e");
    await until("any other key drops");
    expect(terminal.text).toContain(said);
    await type("e");
    await until("any other key drops", 2);
    await type("x");
    await until("Sampling request", 2);
    await pressOnCard("a");
    expect(await verdict).toEqual({ kind: "approve", scope: "once" });
  });

  it("says so when the editor fails, and goes back to the card", async () => {
    const { verdict, pressOnCard, type, until } = open(cardOf(), undefined, { EDITOR: "false" });
    await pressOnCard("e");
    await until('The editor "false" failed: it ended with 1.');
    await type("x");
    await until("Sampling request", 2);
    await pressOnCard("r");
    expect(await verdict).toEqual({ kind: "refuse" });
  });
});

describe("the review of an answer", () => {
  const ANSWER = textResult("The answer.");

  it.each([
    ["s", { kind: "send", result: ANSWER }],
    ["r", { kind: "refuse" }],
  ])("shows the answer and takes %s", async (key, expected) => {
    const { approver, pressOnCard, terminal } = createFakeTerminal();
    const verdict = approver.review(cardOf(), ANSWER, forever);
    await pressOnCard(key);
    expect(await verdict).toEqual(expected);
    expect(terminal.text).toContain("answer        │ The answer.");
  });

  it("sends the answer as the user edited it", async () => {
    const env = { EDITOR: "sed -i.bak -e s/The/My/" };
    const { approver, pressOnCard, until, terminal } = createFakeTerminal(undefined, env);
    const verdict = approver.review(cardOf(), ANSWER, forever);
    await pressOnCard("e");
    await until("edited ");
    await pressOnCard("s");
    expect(await verdict).toEqual({ kind: "send", result: textResult("My answer.") });
    expect(terminal.text).toContain("│ + My answer.");
  });
});
