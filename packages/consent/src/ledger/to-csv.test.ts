import { describe, expect, it } from "vitest";
import { toCsv } from "./to-csv.ts";

const toField = (value: string | number | undefined) =>
  toCsv([{ name: "a", value: (row: typeof value) => row }], [value]).slice("a\r\n".length, -"\r\n".length);

describe("toCsv", () => {
  it("writes a head and one line for each row", () => {
    const columns = [
      { name: "id", value: ({ id }: { id: number }) => id },
      { name: "half", value: ({ id }: { id: number }) => id / 2 },
    ];
    expect(toCsv(columns, [{ id: 1 }, { id: -2 }])).toBe("id,half\r\n1,0.5\r\n-2,-1\r\n");
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
