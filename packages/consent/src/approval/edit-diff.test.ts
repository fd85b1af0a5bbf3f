import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { diffEdit, toEditable } from "./edit-diff.ts";

const textOf = (text: string) => ({ type: "text" as const, text });
const request: SamplingRequest = {
  messages: [{ role: "user", content: textOf("Summarize this.\nMy password is hunter2.\nThe end.") }],
  systemPrompt: "Be brief.",
  maxTokens: 100,
  temperature: 0.5,
};
const diffRequest = (before: SamplingRequest, after: SamplingRequest, context: number) =>
  diffEdit(["asked", "sent"], before, after, context);
const edited: SamplingRequest = {
  temperature: 0.5,
  maxTokens: 50,
  systemPrompt: "Be brief.",
  messages: [{ role: "user", content: [textOf("Summarize this.\nThe end.")] }],
};

describe("the diff of an edit", () => {
  it("shows the lines that were changed, and those around them", () => {
    expect(diffRequest(request, edited, 1)).toBe(
      [
        "--- asked",
        "+++ sent",
        "@@ -4,5 +4,4 @@",
        " Summarize this.",
        "-My password is hunter2.",
        " The end.",
        "-maxTokens: 100",
        "+maxTokens: 50",
        " temperature: 0.5",
        "",
      ].join("\n"),
    );
  });

  it("shows no change where keys stand in another order", () => {
    const tool = { name: "look", description: "Looks.", inputSchema: { type: "object" as const, properties: {} } };
    const { name, description } = tool;
    const moved = { description, inputSchema: { properties: {}, type: "object" as const }, name };
    expect(diffRequest({ ...request, tools: [tool] }, { ...request, tools: [moved] }, 1)).toBeUndefined();
  });

  it("shows nothing around them when nothing else may be kept", () => {
    const diff = diffRequest(request, edited, 0);
    expect(diff).toContain("-My password is hunter2.");
    expect(diff).not.toMatch(/Summarize|The end|brief/);
  });

  it("is none when only the order of fields differs, or blocks stand alone", () => {
    const same = { ...request, messages: [{ role: "user" as const, content: [textOf("A")] }] };
    const { maxTokens, ...rest } = { ...request, messages: [{ role: "user" as const, content: textOf("A") }] };
    expect(diffRequest(same, { maxTokens, ...rest }, 3)).toBeUndefined();
  });

  it("of an answer shows its text, and why the model stopped", () => {
    const result: SamplingResult = { role: "assistant", content: textOf("Yes."), model: "a/b", stopReason: "endTurn" };
    const changed = { ...result, content: textOf("No."), _meta: { any: 1 } };
    const diffResult = (after: SamplingResult) =>
      diffEdit(["answered", "replied"], toEditable(result), toEditable(after), 0);
    expect(diffResult(result)).toBeUndefined();
    expect(diffResult(changed)).toBe("--- answered\n+++ replied\n@@ -2,1 +2,1 @@\n-Yes.\n+No.\n");
    expect(diffResult({ ...result, stopReason: "maxTokens" })).toContain('-stopReason: "endTurn"');
  });

  it("of a book that was rewritten whole ends in time, and says how much it is", () => {
    const book = (word: string) =>
      Array.from({ length: 60_000 }, (_, line) => `${word} ${(line * 7919) % 60_013}`).join("\n");
    const of = (text: string) => ({ ...request, messages: [{ role: "user" as const, content: textOf(text) }] });
    const diff = diffRequest(of(book("one")), of(book("two")), 0);
    expect(diff).toContain("Changed too much for a diff: 60005 lines became 60005.");
  });
});
