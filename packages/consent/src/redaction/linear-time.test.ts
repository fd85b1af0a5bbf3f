import { analyse } from "scslre";
import { describe, expect, it } from "vitest";
import {
  ADDRESS,
  ASSIGNMENT,
  AUTHORIZATION,
  BOUNDARY,
  BUILT_IN_REDACTIONS,
  IN_URL,
  KEY,
  LINES,
} from "./built-in-redactions.ts";
import { createOwnRedaction } from "./redaction.ts";

const PATTERNS = { KEY, AUTHORIZATION, ADDRESS, ASSIGNMENT, IN_URL, BOUNDARY, LINES };
const SIZE = 250_000;
const fill = (unit: string) => unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE);

/** What a server may write to keep the client busy: beginnings without ends, and all of them over and over. */
const HOSTILE = [
  ...["a", "1", "1 ", "4-", "4-4-4-", "4111 ", "@", "a@", "a@a.", "é@é.", ".", "-", " ", "\n"],
  ...["sk-a", "eyJ", "eyJaaaaaaaaaa.", "SG.aaaaaaaaaaaaaaaa.", "bearer ", "basic  ", "://a:", "x://:"],
  ...[
    "-----BEGIN ",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\n",
    "password=",
    'password="',
    "pwd: '",
  ],
];

/** The repeats of a pattern that have no end: with one, a text can be gone over again from each of its characters. */
function endlessRepeats({ source }: RegExp): string[] {
  const withoutLiterals = source.replace(/\\(?:p\{\w+\}|.)/g, "x").replace(/\[[^\]]*\]/g, "x");
  return withoutLiterals.match(/[*+]|\{\d+,\}/g) ?? [];
}

describe("redactions take time in proportion to the text, whatever the text:", () => {
  it.each(Object.entries(PATTERNS))(
    "each repeat of the pattern %s has an end, and none is tried in many ways",
    (...row) => {
      const [, pattern] = row;
      expect(endlessRepeats(pattern)).toEqual([]);
      const { source, flags } = pattern;
      expect(analyse({ source, flags }).reports.map(({ type, character }) => [type, String(character)])).toEqual([]);
    },
  );

  it("the analysis finds what does", () => {
    const dangerous = [/(?:a+)+$/, /a+a+$/, /\s+$/, /[\w.]+@/];
    expect([/[*+{1,}]\*/, /(a|b)+\+/, /x{2,}y{1,3}/].map(endlessRepeats)).toEqual([[], ["+"], ["{2,}"]]);
    expect(dangerous.map(({ source, flags }) => analyse({ source, flags }).reports.length > 0)).toEqual(
      dangerous.map(() => true),
    );
  });

  it.each(BUILT_IN_REDACTIONS)("$name comes to an end on 250 kB of hostile text", { timeout: 600_000 }, ({ find }) => {
    // Nobody can interrupt a pattern.
    expect(Object.values(PATTERNS).flatMap(endlessRepeats)).toEqual([]);
    for (const unit of HOSTILE) {
      let places = 0;
      for (const { start, end } of find(fill(unit))) places += end > start ? 1 : 0;
      expect(places, unit).toBeLessThan(SIZE / 4);
    }
  });

  it("one of the user's own comes to an end, whatever its pattern", { timeout: 600_000 }, () => {
    for (const pattern of ["(a+)+b", "(a|a)*b", "(.*)(.*)(.*)z", "x.*y|a"]) {
      const { find } = createOwnRedaction("mine", pattern);
      const run = () => [...find("a".repeat(1_000_000))].length;
      if (pattern.endsWith("|a")) expect(run).toThrow(expect.objectContaining({ code: "declined" }));
      else expect(run()).toBe(0);
    }
  });
});
