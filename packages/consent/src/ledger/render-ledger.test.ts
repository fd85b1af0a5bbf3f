import { describe, expect, it } from "vitest";
import { toCsv } from "./render-ledger.ts";

const toField = (value: string | number | undefined) =>
  toCsv(["a"], [{ a: value }]).slice("a\r\n".length, -"\r\n".length);

describe("toCsv", () => {
  it("writes a head and one line for each row", () => {
    const rows = [
      { id: 1, halfOf: 0.5, other: "x" },
      { id: -2, halfOf: -1 },
    ];
    expect(toCsv(["id", "halfOf"], rows)).toBe("id,half_of\r\n1,0.5\r\n-2,-1\r\n");
  });

  it.each([
    ["plain", "plain"],
    ["one, two", '"one, two"'],
    ['say "so"', '"say ""so"""'],
    ["two\nlines", "two\\u{a}lines"],
    ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
    ["+1", '"\'+1"'],
    ["-1", '"\'-1"'],
    ["@SUM(A1)", '"\'@SUM(A1)"'],
    [" =1+1", '"\' =1+1"'],
    ["\t=1+1", "\\u{9}=1+1"],
    ["＝1", '"\'＝1"'],
    [undefined, ""],
  ])("writes %j as %s", (value, field) => {
    expect(toField(value)).toBe(field);
  });
});
