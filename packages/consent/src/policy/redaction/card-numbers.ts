import type { Redaction, Span } from "./redaction.ts";

/** A digit at the beginning of a group, with as many as a card number may have, in groups or not. @internal */
export const DIGITS = /(?<![\p{L}\p{N}_]|\d\.)\d(?:[ \u00a0-]?\d){12,18}/gu;

/** How card numbers begin and how long they are, the longest first: ISO/IEC 7812, and the schemes' own ranges. */
const SCHEMES: readonly { begins: RegExp; lengths: readonly number[] }[] = [
  { begins: /^4/, lengths: [19, 16, 13] },
  { begins: /^(?:5[1-5]|2[2-7])/, lengths: [16] },
  { begins: /^3[47]/, lengths: [15] },
  { begins: /^3[0689]/, lengths: [16, 14] },
  { begins: /^(?:35|6[0245]|50|5[6-8]|81)/, lengths: [19, 18, 17, 16] },
];

/** Numbers of payment cards: of a card scheme's range and length, and with a check digit that fits. */
export const cardNumbers: Redaction = { name: "card-numbers", label: "card number", find };

function* find(text: string): Iterable<Span> {
  const digits = new RegExp(DIGITS);
  for (let match = digits.exec(text); match !== null; match = digits.exec(text)) {
    const length = cardLength(match[0], text[match.index + match[0].length]);
    // A number that is none may have one behind it, in the next group.
    digits.lastIndex = match.index + (length || 1);
    if (length > 0) yield { start: match.index, end: match.index + length };
  }
}

/** How many characters from the beginning are a card number: the most, up to the end of a group. 0: none. */
function cardLength(found: string, next = ""): number {
  const digits = found.replace(/\D/g, "");
  const scheme = SCHEMES.find(({ begins }) => begins.test(digits));
  if (scheme === undefined) return 0;
  const ends = [...found.matchAll(/\d/g)].map(({ index }) => index + 1);
  for (const length of scheme.lengths) {
    const end = ends[length - 1];
    if (end === undefined || WORD.test(found[end] ?? next)) continue;
    if (hasCheckDigit(digits.slice(0, length))) return end;
  }
  return 0;
}

const WORD = /[\p{L}\p{N}_]/u;

/** The check of Luhn: ISO/IEC 7812-1, annex B. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
