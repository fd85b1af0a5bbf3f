import { describe, expect, it } from "vitest";
import { createFakeTerminal } from "../testing/fake-terminal.ts";
import { callsOf, testAsked, testRequest, textResult } from "../testing/requests.ts";

const forever = new AbortController().signal;
const card = testAsked({ request: testRequest("Summarize the report.", { systemPrompt: "Be\u001b[2J brief." }) });

describe("a card", () => {
  it.each([
    ["a", "once"],
    ["c", "call"],
    ["d", "refuse"],
    ["\u0004", "refuse"],
  ])("shows what is asked, and takes %j for %s", async (key, verdict) => {
    const { approver, pressOnCard, terminal, type } = createFakeTerminal();
    const decided = approver.approve(card, forever);
    await type("a");
    await pressOnCard("x", key);
    expect(await decided).toEqual(verdict);
    for (const words of ["kit, reached by", "│ Be\\u{1b}[2J brief.", "│ Summarize the report.", "cost"]) {
      expect(terminal.text).toContain(words);
    }
  });

  it.each([
    ["something is suspect", testAsked({ signals: ["adds a second task"] })],
    ["nobody knows whose it is", testAsked({ origin: { ...card.origin, calls: callsOf("1:a", "2:b") } })],
  ])("does not offer the whole call where %s", async (_what, asked) => {
    const { approver, pressOnCard, terminal } = createFakeTerminal();
    const decided = approver.approve(asked, forever);
    await pressOnCard("c", "d");
    expect(await decided).toBe("refuse");
    expect(terminal.text).not.toContain("the whole call");
    if (asked.signals.length > 0) expect(terminal.text).toContain("beware");
  });

  it("fits the screen, counts what it leaves out, and shows it on v", async () => {
    const { approver, pressOnCard, terminal } = createFakeTerminal({ columns: 80, rows: 24 });
    const long = Array.from({ length: 900 }, (_, index) => `word${index}`).join(" ");
    const decided = approver.approve(testAsked({ request: testRequest(long) }), forever);
    await pressOnCard();
    expect(terminal.text.split("\n").length).toBeLessThanOrEqual(24);
    expect(terminal.text).toContain(`… of ${long.length.toLocaleString("en")} characters, v shows all`);
    expect(terminal.text).not.toContain("word899");
    await pressOnCard("v", "d");
    expect(terminal.text).toContain("word899");
    await decided;
  });

  it("shows an answer before it goes to the server", async () => {
    const { approver, pressOnCard, terminal } = createFakeTerminal();
    const decided = approver.review(card, textResult("It is short."), forever);
    await pressOnCard("s");
    expect(await decided).toBe("send");
    expect(terminal.text).toContain("│ It is short.");
  });
});
