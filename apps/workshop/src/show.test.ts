import { describe, expect, it } from "vitest";
import { type Chapter, loadChapters } from "./chapter.ts";
import { plain, showResult } from "./show.ts";

const [first] = await loadChapters();
const show = (seen: unknown) =>
  showResult(first?.chapter as Chapter, { code: "a_code", expected: "This.", seen, next: "Do that." }, false);
const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join("\n");
const LONG = `The output does not fit: ${"words must be a number. ".repeat(6)}`.trim();

describe("what a check shows", () => {
  it.each([
    ["an error", { jsonrpc: "2.0", id: 1, error: { code: -32602, message: LONG } }],
    [
      "the result of a tool that failed",
      { jsonrpc: "2.0", id: 1, result: { isError: true, content: [{ text: LONG }] } },
    ],
  ])("holds all that is said by %s", (_what, seen) => {
    const shown = show(seen);
    expect(shown.replaceAll(/\s+/g, " ")).toContain(`It says ${LONG}`);
    expect(Math.max(...shown.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it("says an error once that the message shows whole", () => {
    expect(show({ jsonrpc: "2.0", id: 1, error: { code: -1, message: "No." } })).not.toContain("It says");
  });

  it.each([
    [24, "line 24"],
    [25, "… and 2 more lines"],
  ])("never cuts off a single line: of %i lines the last one shown is %s", (count, last) => {
    expect(show(lines(count))).toContain(`${last}\nNext`);
  });

  it("has no stars of Markdown", () => {
    expect(plain("a server that *samples* asks, and 2 * 3 * 4 stays")).toBe(
      "a server that samples asks, and 2 * 3 * 4 stays",
    );
  });
});
