import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { listCalls } from "./calls.ts";
import { findPair, renderComparison } from "./compare.ts";
import { toHtml, toMermaid } from "./export.ts";
import { parseTape, readTape } from "./read.ts";
import { renderTape } from "./show.ts";
import { META, question, recordSession } from "./testing/record-session.ts";

const golden = (revision: string) => fileURLToPath(new URL(`golden/summarize-${revision}.ndjson`, import.meta.url));
const [older, newer] = await Promise.all(["2025-11-25", "2026-07-28"].map((revision) => readTape(golden(revision))));
if (older === undefined || newer === undefined) throw new Error("There is no golden tape.");

const ESCAPE = "\u001b[2J";
const EVIL = `</pre><script>alert(1)</script><img src=x onerror="x">;end\n%%{init:{}}%%\u202e${ESCAPE}`;

/** A session in which everything that a server may choose is hostile. */
function hostile() {
  const session = recordSession();
  const { sent, received } = session.connect(EVIL);
  sent({ id: 1, method: "initialize", params: {} });
  received({ id: 1, result: { protocolVersion: EVIL } });
  sent({ id: EVIL, method: "tools/call", params: { name: EVIL, _meta: { progressToken: EVIL } } });
  const progress = { progressToken: EVIL, progress: { toString: EVIL }, total: EVIL };
  received({ method: "notifications/progress", params: progress });
  received({ id: EVIL, method: EVIL, params: question(EVIL) });
  received({ id: EVIL, error: { code: 1, message: EVIL } });
  return session.read();
}

describe("reading a tape", () => {
  it("reads past a torn last line and a broken one, and says so", () => {
    const session = recordSession();
    session.connect().sent({ id: 1, method: "tools/list", params: { text: "ü" } });
    const { text } = session.read();
    const bytes = Buffer.from(text);
    const torn = parseTape(`${text}{}\n${bytes.subarray(bytes.indexOf("\n") + 1, -8)}`, "my.ndjson");
    expect(torn.entries).toHaveLength(1);
    expect(torn.notices).toEqual([
      expect.stringMatching(/^my\.ndjson: line 3 is no entry: .+ It is left out\.$/),
      "my.ndjson: line 4 is torn: the recording broke off there. It is left out.",
    ]);
  });

  it.each(["", "{}\n", '{"tape":2}\n', "root:x:0\n"])("refuses what is no tape: %j", (text) => {
    expect(() => parseTape(text)).toThrow(/is no tape/);
  });
});

describe("tape show", () => {
  it.each([60, 80, 200])("keeps to %i columns, with two lanes", (columns) => {
    const lines = renderTape(newer, columns);
    const rows = lines.filter((line) => line.includes("│"));
    expect(rows).toHaveLength(newer.entries.filter(({ lane }) => lane === "wire").length);
    expect(Math.max(...rows.map(({ length }) => length))).toBeLessThanOrEqual(Math.min(columns, 120));
    expect(rows.join("\n")).toMatch(/│─ tools\/call summarize ─+▶│ +\d/);
    expect(rows.join("\n")).toMatch(/│◀─+ result: input_required #1 ─│/);
    expect(lines.join("\n")).toContain("◆ decision: yes");
    expect(lines.at(-1)).toMatch(/^call 1 summarize @kit on 2026-07-28: messages \d+, rounds 2, questions 1, bytes /);
  });

  it("lets nothing on the tape move the cursor or break a line", () => {
    const recorded = hostile();
    const shown = [...renderTape(recorded), ...renderComparison(findPair([recorded, recorded]))];
    for (const line of shown) expect(line).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
  });
});

describe("tape show --compare", () => {
  it("aligns the two runs of a call by what they ask", () => {
    const lines = renderComparison(findPair([older, newer]), 80);
    const row = lines.find((line) => line.startsWith("← sampling/createMessage"));
    expect(row).toMatch(/│ ← result: input_required/);
    expect(lines.find((line) => line.startsWith("rounds"))).toMatch(/–\s+2$/);
    expect(lines.find((line) => line.startsWith("questions"))).toMatch(/1\s+1$/);
  });

  it("finds both runs on one tape, and sets side by side what one message asks together", () => {
    const session = recordSession();
    const [push, roundTrip] = [session.connect(), session.connect()];
    const asks = (text: string) => ({ method: "sampling/createMessage", params: question(text) });
    push.sent({ id: 0, method: "initialize", params: {} });
    push.received({ id: 0, result: { protocolVersion: "2025-11-25" } });
    push.sent({ id: 1, method: "tools/call", params: { name: "ask" } });
    for (const text of ["A", "B", "C"]) {
      push.received({ id: text, ...asks(text) });
      push.sent({ id: text, result: {} });
    }
    push.received({ id: 1, result: {} });
    const params = { name: "ask", _meta: META };
    const result = { resultType: "input_required", requestState: "1", inputRequests: { a: asks("A"), b: asks("B") } };
    roundTrip.sent({ id: 1, method: "tools/call", params });
    roundTrip.received({ id: 1, result });
    const inputResponses = { a: {}, b: {} };
    roundTrip.sent({ id: 2, method: "tools/call", params: { ...params, requestState: "1", inputResponses } });
    roundTrip.received({ id: 2, result: { ...result, requestState: "2", inputRequests: { c: asks("C") } } });
    roundTrip.sent({
      id: 3,
      method: "tools/call",
      params: { ...params, requestState: "2", inputResponses: { c: {} } },
    });
    roundTrip.received({ id: 3, result: {} });
    const pair = findPair([session.read()], "ask");
    expect(pair.map(({ revision, messages, rounds }) => [revision, messages, rounds])).toEqual([
      ["2025-11-25", 8, undefined],
      ["2026-07-28", 6, 3],
    ]);
    // Four messages of A and B beside one round, then C beside the next.
    const signs = renderComparison(pair).map((line) => line.replace(/[^→←╌│]|(?<=╌)╌/g, ""));
    expect(signs.slice(1, 12)).toEqual(["│", "→│→", "╌│╌", "←│←", "→│→", "←│", "→│", "╌│╌", "←│←", "→│→", "│"]);
  });

  it("says when there is no such pair", () => {
    expect(() => findPair([older])).toThrow(/no call of the same tool on both revisions/);
    expect(() => findPair([older, newer], "none")).toThrow(/no call of none in both files/);
  });
});

describe("tape export", () => {
  it("draws both revisions as alternatives", () => {
    const diagram = toMermaid([older, newer].flatMap(({ entries }) => listCalls(entries)));
    expect(diagram).toMatch(
      /^sequenceDiagram\n.*\n {4}alt 2025-11-25: .*\n.*\n {4}else 2026-07-28: .*\n.*\n {4}end\n {4}server-->>client: result$/s,
    );
    expect(diagram).toContain("server->>client: sampling/createMessage, question 1\n");
    expect(diagram).toContain("server-->>client: input_required, question 1\n");
  });

  it("draws what all runs have once, however short one is, and none where there is no call", () => {
    const session = recordSession();
    const { sent, received } = session.connect();
    const call = (id: number, progress: readonly number[]) => {
      sent({ id, method: "tools/call", params: { name: "count", _meta: { progressToken: id } } });
      for (const one of progress)
        received({ method: "notifications/progress", params: { progressToken: id, progress: one } });
    };
    call(1, [1, 1]);
    call(2, [1]);
    const lines = toMermaid(listCalls(session.read().entries)).split("\n").slice(5);
    const [asks, tells] = ["    client->>server: tools/call count", "    server->>client: progress 1"];
    expect(lines).toEqual([asks, tells, "    alt unknown", `    ${tells}`, "    else unknown", "    end"]);
    expect(toMermaid([]).split("\n")).toHaveLength(5);
  });

  it("lets no text on the tape become a line, a comment or markup of the diagram", () => {
    const diagram = toMermaid(listCalls(hostile().entries));
    for (const line of diagram.split("\n").slice(1)) {
      expect(line).toMatch(/^ +(participant|client|server|handler|model|alt|end|Note)[\w ./:,+#;<>-]*$/);
      expect(line.replace(/#\d+;/g, "")).not.toMatch(/[;%<]|\bend\b.|: .*>/);
    }
  });

  it("makes a page that runs no script, loads nothing, and shows what is on the tape as text", () => {
    const page = toHtml(hostile());
    expect(page).toMatch(
      /http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[\w+/=]+';/,
    );
    const tags = new Set(page.match(/<\w[^>]*>/g)?.map((tag) => tag.replace(/ (class|content|charset)="[^"]*"/g, "")));
    const known = [
      'html lang="en"',
      "head",
      "meta",
      'meta http-equiv="Content-Security-Policy"',
      'meta name="viewport"',
    ];
    const shown = ["title", "style", "body", "h1", "ul", "li", "p", "details", "summary", "span", "pre"];
    expect(tags).toEqual(new Set([...known, ...shown].map((tag) => `<${tag}>`)));
    expect(page).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
    expect(page.match(/<details /g)).toHaveLength(6);
    expect(page).toContain("&#60;script&#62;");
    expect(readFileSync(new URL("page.css", import.meta.url), "utf8")).not.toMatch(/url|@import/);
  });

  it("makes one of 5,000 messages", () => {
    const session = recordSession();
    const { sent } = session.connect();
    for (let id = 0; id < 5_000; id++) sent({ id, method: "tools/list" });
    const recorded = session.read();
    expect(toHtml(recorded).match(/<details /g)).toHaveLength(5_000);
    expect(renderTape(recorded)).toHaveLength(5_000 + 4);
  });
});
