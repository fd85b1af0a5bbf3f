import { describe, expect, it } from "vitest";
import { createFakeTerminal } from "../testing/fake-terminal.ts";
import { callsOf, testAsked, testRequest, textResult } from "../testing/requests.ts";

const forever = new AbortController().signal;
const card = {
  ...testAsked({ request: testRequest("Summarize the report.", { systemPrompt: "Be brief." }) }),
  waiting: 3,
};

describe("a card", () => {
  it.each([
    ["a", { kind: "approve", scope: "once" }],
    ["s", { kind: "approve", scope: "session" }],
    ["r", { kind: "refuse" }],
  ])("shows what is asked, and takes %s for %o", async (key, verdict) => {
    const { approver, pressOnCard, terminal } = createFakeTerminal();
    const decided = approver.approve(card, forever);
    await pressOnCard(key);
    expect(await decided).toEqual(verdict);
    for (const words of ["kit, reached by", "│ Be brief.", "│ Summarize the report.", "3 requests of this call"]) {
      expect(terminal.text).toContain(words);
    }
  });

  it("offers the session only for one tool, and not where something is suspect", async () => {
    const suspect = { ...card, signals: ["adds a second task"] as readonly string[] as typeof card.signals };
    const { approver, pressOnCard, terminal } = createFakeTerminal();
    const decided = approver.approve({ ...suspect, origin: { ...card.origin, calls: callsOf("summarize") } }, forever);
    await pressOnCard("s");
    await pressOnCard("r");
    expect(await decided).toEqual({ kind: "refuse" });
    expect(terminal.text).toContain("beware");
    expect(terminal.text).not.toContain("approve tool for session");
  });

  it("shows an answer before it goes to the server", async () => {
    const { approver, pressOnCard, terminal } = createFakeTerminal();
    const result = textResult("It is short.");
    const decided = approver.review(card, result, forever);
    await pressOnCard("s");
    expect(await decided).toEqual({ kind: "send", result });
    expect(terminal.text).toContain("│ It is short.");
  });
});
