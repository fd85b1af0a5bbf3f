import { describe, expect, it } from "vitest";
import { renderColumns } from "./tables.ts";

describe("renderColumns", () => {
  it("puts the cells of a column under each other, words to the left and numbers to the right", () => {
    const rows = [["name", "count", "note"], ["a longer name", "7"], [], ["b", "1,000", "last"]];
    expect(renderColumns(rows, { isRight: (column) => column === 1 })).toEqual([
      "name           count  note",
      "a longer name      7",
      "",
      "b              1,000  last",
    ]);
  });

  it("keeps a cell on its line, and shows what would move the cursor or turn the text around", () => {
    const [line] = renderColumns([["a\u001b[2Jb\nc\u009bd\u202ee\u200bf\u2028g", "next"]]);
    expect(line).toBe("a\\u{1b}[2Jb\\u{a}c\\u{9b}d\\u{202e}e\\u{200b}f\\u{2028}g  next");
  });

  it("makes nothing of nothing", () => {
    expect(renderColumns([])).toEqual([]);
  });

  it("counts wide characters as two columns, and breaks the last column where the terminal ends", () => {
    expect(
      renderColumns(
        [
          ["図書館", "a text of several words"],
          ["b", "short"],
        ],
        { width: 24 },
      ),
    ).toEqual(["図書館  a text of", "        several words", "b       short"]);
  });

  it("puts the last column under its row where there is no room beside it", () => {
    const rows = [
      ["mistral", "needs a key", "https://api.mistral.ai/v1"],
      ["b", "ready", "here"],
      ["c", "none"],
    ];
    expect(renderColumns(rows, { width: 30 })).toEqual([
      ...["mistral  needs a key", "    https://api.mistral.ai/v1"],
      ...["b        ready", "    here"],
      "c        none",
    ]);
  });
});
