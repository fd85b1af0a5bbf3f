import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { diffRequest, diffResult } from "./diff-edit.ts";

const textOf = (text: string) => ({ type: "text" as const, text });
const request: SamplingRequest = {
  messages: [{ role: "user", content: textOf("Summarize this.\nMy password is hunter2.\nThe end.") }],
  systemPrompt: "Be brief.",
  maxTokens: 100,
  temperature: 0.5,
};
const edited: SamplingRequest = {
  temperature: 0.5,
  maxTokens: 50,
  systemPrompt: "Be brief.",
  messages: [{ role: "user", content: [textOf("Summarize this.\nThe end.")] }],
};

describe("the diff of an edit", () => {
  it("shows the lines that were changed, and those around them", async () => {
    expect(await diffRequest(request, edited, { context: 1 })).toBe(
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

  it("shows nothing around them when nothing else may be kept", async () => {
    const diff = await diffRequest(request, edited, { context: 0 });
    expect(diff).toContain("-My password is hunter2.");
    expect(diff).not.toMatch(/Summarize|The end|brief/);
  });

  it("is none when only the order of fields differs, or blocks stand alone", async () => {
    const same = { ...request, messages: [{ role: "user" as const, content: [textOf("A")] }] };
    const { maxTokens, ...rest } = { ...request, messages: [{ role: "user" as const, content: textOf("A") }] };
    expect(await diffRequest(same, { maxTokens, ...rest }, { context: 3 })).toBeUndefined();
  });

  it("of an answer shows its text, and why the model stopped", async () => {
    const result: SamplingResult = { role: "assistant", content: textOf("Yes."), model: "a/b", stopReason: "endTurn" };
    const changed = { ...result, content: textOf("No."), _meta: { any: 1 } };
    expect(await diffResult(result, result, { context: 0 })).toBeUndefined();
    expect(await diffResult(result, changed, { context: 0 })).toBe(
      "--- answered\n+++ replied\n@@ -1,1 +1,1 @@\n-Yes.\n+No.\n",
    );
  });

  it("of a book that was rewritten whole ends in time, and says how much it is", async () => {
    const book = (word: string) =>
      Array.from({ length: 60_000 }, (_, line) => `${word} ${(line * 7919) % 60_013}`).join("\n");
    const of = (text: string) => ({ ...request, messages: [{ role: "user" as const, content: textOf(text) }] });
    const diff = await diffRequest(of(book("one")), of(book("two")), { context: 0 });
    expect(diff).toContain("Changed too much for a diff: 60005 lines became 60005.");
  });
});
