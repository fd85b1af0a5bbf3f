import { readNumber } from "../../text/read-number.ts";

export interface FoundNumber {
  value: number;
  start: number;
  end: number;
  isMoney: boolean;
  isPercent: boolean;
}

const scales: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9, k: 1e3, m: 1e6, bn: 1e9 };
const pattern =
  /(?<![\p{L}\d.,-])(?<money>[$€£¥]\s?)?(?<number>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred)(?![\p{L}-]))(?:\s?(?<scale>thousand|million|billion|bn|k|m)(?!\p{L}))?(?<unit>\s?(?:[€%]|per ?cent|percent|dollars|euros?|pounds|USD|EUR|GBP)(?!\p{L}))?/giu;

/** All numbers of a text, in digits or words, in order. */
export function findNumbers(text: string): FoundNumber[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const { number = "", scale = "", money, unit = "" } = match.groups ?? {};
    const bare = number.replaceAll(",", "");
    const value = /\d/.test(bare) ? Number(bare) : (readNumber(bare) ?? Number.NaN);
    if (Number.isNaN(value)) return [];
    const isPercent = /%|per ?cent/i.test(unit);
    const isMoney = money !== undefined || (unit !== "" && !isPercent);
    const scaled = Number((value * (scales[scale.toLowerCase()] ?? 1)).toPrecision(15));
    return [{ value: scaled, start: match.index, end: match.index + match[0].length, isMoney, isPercent }];
  });
}
