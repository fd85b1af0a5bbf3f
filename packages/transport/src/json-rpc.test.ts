import { describe, expect, it } from "vitest";
import { createLineSplitter } from "./json-rpc.ts";

function splitter(maxLineBytes = 100) {
  const lines: string[] = [];
  const overlong: unknown[] = [];
  const push = createLineSplitter({
    maxLineBytes,
    onLine: (line) => lines.push(line),
    onOverlong: (envelope) => overlong.push(envelope),
  });
  return { lines, push: (text: string | Buffer) => push(Buffer.from(text)), overlong };
}

describe("createLineSplitter", () => {
  it("finds the same lines wherever the chunks are cut, even inside a character", () => {
    const bytes = Buffer.from("eins\nzwölf €\n\ndrei\n");
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const { lines, push } = splitter();
      push(bytes.subarray(0, cut));
      push(bytes.subarray(cut));
      expect(lines).toEqual(["eins", "zwölf €", "", "drei"]);
    }
  });

  it("keeps a line without a newline for later", () => {
    const { lines, push } = splitter();
    push("half");
    expect(lines).toEqual([]);
    push(" and half\n");
    expect(lines).toEqual(["half and half"]);
  });

  it("drops a line that is too long, once, and reads on behind it", () => {
    const { lines, push, overlong } = splitter(4);
    push("12345");
    push("6789");
    push("0\nabcd\n");
    expect(overlong).toEqual([undefined]);
    expect(lines).toEqual(["abcd"]);
  });

  it("tells nothing of a line whose id is no JSON", () => {
    const { push, overlong } = splitter(10);
    push('{"id":"\u0001",');
    push('"result":{}}\n');
    expect(overlong).toEqual([undefined]);
  });

  it.each([
    ["a request", '{"method":"x",', '"id":7}', "request"],
    ["an answer with broken quotes", '{"id":7,"result":{"a:{', '"b":t"},"method":"x"}}', "response"],
  ])("tells of a line that is too long whose it was: %s", (_what, begin, end, kind) => {
    const { lines, push, overlong } = splitter(10);
    push(begin);
    push(`${end}\n`);
    expect(overlong).toEqual([{ kind, id: 7 }]);
    expect(lines).toEqual([]);
  });
});
