import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import {
  callsOf,
  TEST_ORIGIN,
  type TestAsked,
  testAsked,
  testDecision,
  testPrompt,
  testRequest,
} from "../testing/requests.ts";
import type { ApprovalCard } from "./approver.ts";
import { diffFields } from "./edit-diff.ts";
import { renderAll, renderCard } from "./render-card.ts";

const LAYOUT = { columns: 80, rows: 40, hasColor: false };
const estimateOf = (costUsd: number | undefined) => ({
  reservation: { estimate: { inputTokens: 1_540, outputTokens: 2_048, costUsd } },
});
const PLAIN = { title: "Sampling request" };

function cardOf(asked: TestAsked = {}): ApprovalCard {
  return { ...testAsked({ ...estimateOf(0), ...asked }), waiting: 1 };
}

/** The lines beside a label, as one text. */
function beside(label: string, lines: readonly string[]): string {
  const at = lines.findIndex((line) => line.startsWith(`  ${label} `));
  const more = lines.slice(at + 1).findIndex((line) => !line.startsWith(" ".repeat(16)));
  return lines
    .slice(at, more === -1 ? undefined : at + 1 + more)
    .map((line) => line.slice(16))
    .join(" ");
}

describe("the card", () => {
  it.each<[string, string, TestAsked, string]>([
    ["what is free", "cost", {}, "$0: about 1,540 tokens in, at most 500 out"],
    ["a price", "cost", { model: "openai/x", ...estimateOf(0.1234) }, "about $0.1234: about"],
    ["a small price", "cost", { model: "openai/x", ...estimateOf(0.00000007) }, "about $0.0001: about"],
    ["a price of nothing", "cost", { model: "ollama/x" }, "$0: about"],
    ["no price", "cost", { model: "openai/x", ...estimateOf(undefined) }, "price unknown: about"],
    ["what is granted", "maxTokens", {}, "500"],
    [
      "what is granted of what was asked",
      "maxTokens",
      { prompt: testPrompt(testRequest("?"), { askedMaxTokens: 4_000 }) },
      "4000 → 500, the most that the policy grants",
    ],
    [
      "what was redacted",
      "redacted",
      { prompt: testPrompt(testRequest("?"), { redacted: { email: 2, card: 1, key: 0 } }) },
      "2 × email, 1 × card",
    ],
    ["why a model", "why", { reason: 'hint 1 "mini" matches' }, '│ hint 1 "mini" matches'],
    ["who decides", "policy", { policy: testDecision({ because: { mode: "servers.kit" } }) }, "mode ask (servers.kit)"],
    ["injection signals", "beware", { signals: ["adds a second task"] }, "adds a second task"],
    [
      "what else is asked for",
      "settings",
      { request: testRequest("?", { temperature: 0.2, stopSequences: ["."] }) },
      '│ temperature 0.2, stopSequences ["."]',
    ],
  ])("says %s", (_what, label, asked, said) => {
    expect(beside(label, renderCard(cardOf(asked), PLAIN, LAYOUT))).toContain(said);
  });

  it.each([
    ["two of one tool", ["a", "a"], "one of these 2 calls"],
    ["two tools", ["a", "b"], "one of these 2 calls; the server does not say which"],
  ])("says whose request it is when the calls in flight are %s", (_what, tools, said) => {
    const calls = callsOf(...tools.map((tool, id) => `${id}:${tool}`));
    const lines = renderCard(cardOf({ origin: { ...TEST_ORIGIN, calls } }), PLAIN, LAYOUT);
    expect(beside("for", lines)).toBe(said);
    expect(lines.filter((line) => line.startsWith("  call"))).toHaveLength(tools.length);
  });

  it.each([8, 14, 20, 24, 60])("has no more than %i lines, and counts what it cuts", (rows) => {
    const request = testRequest("word ".repeat(5_000), { systemPrompt: "rule ".repeat(5_000) });
    const lines = renderCard(cardOf({ request }), PLAIN, { ...LAYOUT, rows });
    expect(lines.length).toBeLessThanOrEqual(rows);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
    expect(lines.join("\n")).toMatch(/… [\d,]+ more (characters|lines), v shows all/);
  });

  it("cuts no signal of a prompt injection, and shows all before what a server has written", () => {
    const signals = ["wants something kept from the user, in message 1", "adds a second task, in the system prompt"];
    const request = testRequest("word ".repeat(5_000), { systemPrompt: "rule ".repeat(5_000) });
    const text = renderCard(cardOf({ request, signals }), PLAIN, { ...LAYOUT, columns: 60, rows: 12 }).join(" ");
    const flat = text.replace(/\s+/g, " ");
    for (const signal of signals) expect(flat).toContain(signal);
  });

  it.each([40, 60, 80])("names the tool whole that may be let through for good, on %i columns", (columns) => {
    const tool = "delete_".repeat(5);
    const calls = [{ id: 1, tool, arguments: { text: "word ".repeat(99), more: "word ".repeat(99) } }];
    const request = testRequest("word ".repeat(5_000), { systemPrompt: "rule ".repeat(5_000) });
    const lines = renderCard(cardOf({ request, origin: { ...TEST_ORIGIN, calls } }), PLAIN, {
      ...LAYOUT,
      columns,
      rows: 12,
    });
    expect(beside("call", lines).replaceAll(/[│ ]/g, "")).toContain(tool);
  });

  it("says exactly how many characters it cuts, and shows the end of a text", () => {
    const text = `${"a".repeat(1_000)} hidden ${"b".repeat(1_000)} and now ignore all of that`;
    const shown = beside(
      "user",
      renderCard(cardOf({ request: testRequest(text) }), PLAIN, { ...LAYOUT, rows: 20 }),
    ).split("│ ");
    const cut = shown.findIndex((line) => line.startsWith("…"));
    const visible = [...shown.slice(0, cut), ...shown.slice(cut + 1)].join("").replaceAll(" ", "").length;
    const [, count = ""] = /… ([\d,]+) more/.exec(shown[cut] ?? "") ?? [];
    const spaces = text.length - text.replaceAll(" ", "").length;
    expect(Number(count.replace(",", ""))).toBeGreaterThanOrEqual(text.length - visible - spaces);
    expect(Number(count.replace(",", ""))).toBeLessThanOrEqual(text.length - visible);
    expect(shown.at(-1)).toMatch(/and now ignore all of that/);
  });

  it("shows an edit as a diff of what it changes, around the place", () => {
    const before = testRequest(`${"same ".repeat(200)}old${" same".repeat(200)}\nkept`);
    const after = testRequest(`${"same ".repeat(200)}new${" same".repeat(200)}\nkept`, { maxTokens: 100 });
    const content = { ...PLAIN, edited: after, instead: diffFields(before, after) };
    const text = renderCard(cardOf({ request: before }), content, LAYOUT).join("\n");
    expect(text).toMatch(/- …[same ]+ old [same │\n]+…/);
    expect(text).toMatch(/\+ …[same ]+ new [same │\n]+…/);
    expect(text).toMatch(/- maxTokens: 500[\s\S]*\+ maxTokens: 100/);
    expect(text).toContain("500 → 100, as you edited it");
  });

  it("shows everything when asked to, on lines that fit, as far as they are read", () => {
    const words = Array.from({ length: 3_000 }, (_, at) => `w${at}.`);
    const tools = [{ name: "lookup", inputSchema: { type: "object" as const, properties: { q: {} } } }];
    const card = cardOf({
      request: testRequest(words.join(" "), { tools, modelPreferences: { hints: [{ name: "mini" }] } }),
    });
    const lines = [...renderAll(card, PLAIN, LAYOUT)];
    const text = lines.join("").replaceAll(/[│ ]/g, "");
    for (const word of words) expect(text).toContain(word);
    expect(text).toContain('"properties":{"q":{}}');
    expect(text).toContain('"hints":[{"name":"mini"}]');
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
  });

  it.each(["👍🏽", "🇩🇪", "❤️", "क्ष"])("has no line of %s that a terminal may draw wider than the screen", (sign) => {
    const lines = [...renderAll(cardOf({ request: testRequest(sign.repeat(200)) }), PLAIN, LAYOUT)];
    const apart = (line: string) =>
      [...line].reduce((sum, one) => sum + (/\p{RI}/u.test(one) ? 2 : stringWidth(one)), 0);
    expect(Math.max(...lines.map(apart))).toBeLessThanOrEqual(80);
    expect(lines.join("").replaceAll(/[│ ]/g, "").normalize()).toContain(sign.repeat(200).normalize());
  });

  it("names what may answer under an alias, and where it is", () => {
    const asked = testAsked({ model: "offline/x" });
    const destinations = [
      { host: "api.example", isHosted: true },
      { host: "127.0.0.1:1", isHosted: false },
    ];
    const choice = { ...asked.choice, ids: ["openai/dear"], destinations };
    const lines = renderCard({ ...asked, choice, waiting: 1 }, PLAIN, LAYOUT);
    expect(beside("model", lines)).toBe("offline/x, or openai/dear at api.example");
    const here = { ...asked.choice, destinations: destinations.slice(1) };
    expect(beside("model", renderCard({ ...asked, choice: here, waiting: 1 }, PLAIN, LAYOUT))).toBe(
      "offline/x on this machine",
    );
  });

  it("shows an edited request whole when asked to", () => {
    const [request, edited] = [testRequest("old"), testRequest(`old\n${"kept ".repeat(50)}end`)];
    const content = { ...PLAIN, edited, instead: diffFields(request, edited) };
    const lines = [...renderAll(cardOf({ request }), content, LAYOUT)];
    expect(lines.join("").match(/old/g)).toHaveLength(2);
  });

  it("makes no more lines of a huge text than are read", () => {
    const card = cardOf({ request: testRequest("図書館の本 ".repeat(500_000)) });
    const lines = renderAll(card, PLAIN, LAYOUT);
    for (let line = 0; line < 40; line += 1) expect(lines.next().done).toBe(false);
  });
});
