import { describe, expect, it } from "vitest";
import type { Check } from "./added-checks.ts";
import { SUITES, type Suite } from "./suites.ts";
import { toRow } from "./to-row.ts";

const NAME = "tools-call-sampling";
const WORDS = "This is a test response from the client";
const suite = SUITES.find(({ side, revision }) => side === "server" && revision === "2025-11-25") as Suite;

function sampled(result: object): Check[] {
  return [{ id: NAME, status: "SUCCESS", details: { result } }];
}

describe("the verdict on a scenario", () => {
  it("is that it passes when the model's words reach the result", () => {
    const { verdict, added } = toRow(suite, NAME, sampled({ content: [{ type: "text", text: WORDS }] }), true);
    expect({ verdict, added }).toEqual({ verdict: "passes", added: [`"${WORDS}" reaches the result`] });
  });

  it.each([
    ["other words come out", { content: [{ type: "text", text: "Some text." }] }],
    ["the words come out as an error", { content: [{ type: "text", text: WORDS }], isError: true }],
  ])("is that it fails when %s, although the suite is content", (_, result) => {
    expect(toRow(suite, NAME, sampled(result), true)).toMatchObject({ verdict: "FAILS" });
  });

  it("is that it fails when nothing was looked at", () => {
    expect(toRow(suite, "ping", [{ id: "ping", status: "SKIPPED" }], true)).toMatchObject({ verdict: "FAILS" });
  });

  it("names the reason when a failure is expected, and fails on another one of the same scenario", () => {
    const modern: Suite = { ...suite, revision: "2026-07-28" };
    const expected: Check = { id: "sep-2549-resources-list-caching-hints", status: "FAILURE" };
    const surprise: Check = { id: "sep-2549-tools-list-caching-hints", status: "FAILURE" };
    expect(toRow(modern, "caching", [expected], true)).toMatchObject({
      verdict: "passes in part",
      notes: ["The kit's server has no resources."],
    });
    expect(toRow(modern, "caching", [expected, surprise], true)).toMatchObject({
      verdict: "FAILS",
      notes: ["sep-2549-tools-list-caching-hints: failed"],
    });
  });
});
