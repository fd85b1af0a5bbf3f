import { describe, expect, it } from "vitest";
import { createTextStyle } from "./text-style.ts";

const long = "a text of several words that goes on ".repeat(20).trim();
const message = { method: "m", params: { text: long, list: [1, 2, 3], inner: { one: long, two: { three: long } } } };

function everything(columns: number, text = long) {
  const style = createTextStyle(false, columns);
  const exchange = { from: "client", to: "server", what: text, bytes: 9, message: { ...message, text } };
  return [
    ...style.paragraph(text),
    ...style.paragraph(`- ${text}`),
    ...style.labelled("label", text),
    ...style.item(text),
    ...style.exchange(exchange, false),
    ...style.exchange(exchange, true),
    ...style.code({ file: "a.ts", firstLine: 9, lines: [text] }),
    ...style.table([{ number: 1, text }]),
  ];
}

describe("the style of a lesson", () => {
  it.each([60, 80, 100, 200])("fits into a terminal of %i columns", (columns) => {
    const widest = Math.max(...everything(columns).map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(Math.min(columns, 100));
  });

  it("breaks no word", () => {
    const words = new Set(long.split(" "));
    const style = createTextStyle(false, 60);
    const broken = [...style.paragraph(long), ...style.labelled("", long), ...style.item(long)]
      .flatMap((line) => line.replace("·", "").trim().split(" "))
      .filter((word) => !words.has(word) && !/^(…|\([\d,]+|characters\))$/.test(word));
    expect(broken).toEqual([]);
  });

  it("lets no control character of a server or a model through", () => {
    const hostile = "a\u001b[2Jb\u0007c\u009b31md\r\ne";
    expect(everything(80, hostile).join("\n")).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it("puts numbers to the right, and rows under their titles", () => {
    expect(
      createTextStyle(false).table([
        { tool: "a", bytes: 12_345 },
        { tool: "long", bytes: 1 },
      ]),
    ).toEqual(["  tool   bytes", "  a     12,345", "  long       1"]);
  });
});
