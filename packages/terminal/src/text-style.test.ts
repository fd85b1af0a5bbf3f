import { describe, expect, it } from "vitest";
import { createTextStyle } from "./text-style.ts";

const long = "word ".repeat(60).trim();

describe("the style of a story of hops", () => {
  it.each([60, 80, 100, 200])("fits into a terminal of %i columns", (columns) => {
    const style = createTextStyle(false, columns);
    const lines = [
      ...style.whole("label", long),
      ...style.head("label", long.repeat(9)),
      ...style.paragraph(long),
      ...style.heading(long),
    ];
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(Math.min(columns, 100));
  });

  it("lets no control character of a server or a model through", () => {
    const style = createTextStyle(false);
    const hostile = "a\u001b[2Jb\u0007c\u009b31md\r\ne";
    expect([...style.whole("x", hostile), ...style.head("x", hostile.repeat(99))].join("")).not.toMatch(/[^\P{Cc}\n]/u);
  });
});
