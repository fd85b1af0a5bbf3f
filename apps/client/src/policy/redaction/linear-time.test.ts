import { analyse } from "scslre";
import { describe, expect, it } from "vitest";
import { AUTHORIZATION, KEY } from "./api-keys.ts";
import { BUILT_IN_REDACTIONS } from "./built-in-redactions.ts";
import { DIGITS } from "./card-numbers.ts";
import { ADDRESS } from "./email-addresses.ts";
import { createOwnRedaction } from "./own-redaction.ts";
import { ASSIGNMENT, IN_URL } from "./passwords.ts";
import { BOUNDARY, LINES } from "./private-keys.ts";

const PATTERNS = { KEY, AUTHORIZATION, DIGITS, ADDRESS, ASSIGNMENT, IN_URL, BOUNDARY, LINES };
const SIZE = 8_000_000;
const fill = (unit: string) => unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE);

/** What a server may write to keep the client busy: beginnings without ends, and all of them over and over. */
const HOSTILE = [
  ...["a", "1", "1 ", "1-", "4111 ", "@", "a@", "a@a.", ".", "-", "_", " ", "\n", "+", "="],
  ...["sk-", "sk-a", "eyJ", "eyJaaaaaaaaaa.", "SG.aaaaaaaaaaaaaaaa.", "bearer ", "basic  ", "-----BEGIN ", "AKIA"],
  ...["-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n", "-----END PRIVATE KEY-----", "\\n"],
  ...["password=", 'password="', "password: '", "token:  ", "://", "://a:", "://a:b", "x://:", "é@é."],
];

describe("redactions take time in proportion to the text, whatever the text:", () => {
  it.each(Object.entries(PATTERNS))("the pattern %s never goes over a text again and again", (_name, pattern) => {
    const { source, flags } = pattern;
    expect(analyse({ source, flags }).reports.map(({ type, character }) => [type, String(character)])).toEqual([]);
  });

  it("the analysis finds what does", () => {
    const dangerous = [/(?:a+)+$/, /a+a+$/, /\s+$/, /[\w.]+@/];
    expect(dangerous.map(({ source, flags }) => analyse({ source, flags }).reports.length > 0)).toEqual(
      dangerous.map(() => true),
    );
  });

  // Minutes or hours if a rule were not linear; well under a second a text otherwise.
  it.each(BUILT_IN_REDACTIONS)("$name comes to an end on 8 MB of hostile text", { timeout: 120_000 }, ({ find }) => {
    for (const unit of HOSTILE) {
      let places = 0;
      for (const { start, end } of find(fill(unit))) places += end > start ? 1 : 0;
      expect(places, unit).toBeLessThan(SIZE / 4);
    }
  });

  it("one of the person's own comes to an end, whatever its pattern", { timeout: 120_000 }, () => {
    for (const pattern of ["(a+)+b", "(a|a)*b", "(.*)(.*)(.*)z", "x.*y|a"]) {
      const { find } = createOwnRedaction("mine", pattern);
      const run = () => [...find("a".repeat(1_000_000))].length;
      if (pattern.endsWith("|a")) expect(run).toThrow(expect.objectContaining({ code: "declined" }));
      else expect(run()).toBe(0);
    }
  });
});
