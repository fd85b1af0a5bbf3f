import { describe, expect, it } from "vitest";
import { ATTACKS } from "./catalogue.ts";
import type { Judgement } from "./judge.ts";
import { renderReports } from "./report.ts";

const [attack] = ATTACKS;
if (attack === undefined) throw new Error("There are no attacks.");
const judgement = (change: Partial<Judgement>): Judgement => ({
  expected: { rule: "limit", verdict: "reduced", reaches: 64 },
  reached: 60,
  asked: 100,
  faults: [],
  ...change,
});
const reports = [
  {
    attack,
    judgements: {
      default: judgement({ expected: { rule: "cleanText", verdict: "stopped", reaches: 0 }, asked: 0, reached: 0 }),
      trusted: judgement({}),
    },
  },
  {
    attack,
    judgements: { default: judgement({ asked: 1, faults: ["it leaked", "it lied"] }), trusted: judgement({}) },
  },
];

describe("the report of the lab", () => {
  it("has a table for each setting, with what was tried, the rule and what came of it", () => {
    const lines = renderReports(reports, false).map((line) => line.replace(/ {2,}/g, " | "));
    expect(lines).toEqual([
      "Nothing is allowed: no policy",
      "",
      "attack | tried | rule | verdict",
      "A second task behind the first | tools/call | cleanText | stopped",
      "A second task behind the first | 1 request | limit | BROKEN: it leaked; it lied",
      "",
      'The server is trusted: its mode is "auto"',
      "",
      "attack | tried | rule | verdict",
      "A second task behind the first | 100 requests | limit | reduced: 60 of 100 reached a model",
      "A second task behind the first | 100 requests | limit | reduced: 60 of 100 reached a model",
      "",
    ]);
  });

  it("has colours in a terminal only", () => {
    expect(renderReports(reports, false).join("")).not.toContain("\u001b");
    expect(renderReports(reports, true).join("")).toContain("\u001b[31mBROKEN");
  });
});
