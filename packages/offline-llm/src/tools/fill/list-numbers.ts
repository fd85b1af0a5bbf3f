import { findNumbers } from "../find/find-numbers.ts";
import { relatedFields, wordsOfName } from "../find/relate-names.ts";
import type { FillContext, Slot } from "./fill-context.ts";

const anyNumbers = /\b(?:numbers?|values?|amounts?|figures?|prices?|costs?|years?|percentages?|integers?)\b/;

/** The numbers of what an answer comes from, or the numbers of a text where a list of numbers is asked for. */
export async function listNumbers(slot: Slot, context: FillContext): Promise<number[]> {
  const cited = (await context.answer())?.source.fields ?? {};
  const related = relatedFields(cited, slot).map(({ value }) => value);
  const only = Object.values(cited).filter(isNumber);
  const used = related.filter(isNumber).slice(0, 1);
  if (used.length > 0) return used;
  // Something with one number only goes by that number, whatever it is called.
  if (only.length === 1) return only;

  const words = `${wordsOfName(slot.name)} ${slot.description.toLowerCase()}`;
  if (context.conversation.calls.length > 0 || !anyNumbers.test(words)) return [];
  const numbers = findNumbers(context.texts[0] ?? "");
  const wanted = /\byears?\b/.test(words)
    ? numbers.filter(({ value, isMoney }) => !isMoney && Number.isInteger(value) && value >= 1000 && value < 2200)
    : /\b(?:price|cost|amount)s?\b/.test(words) && numbers.some(({ isMoney }) => isMoney)
      ? numbers.filter(({ isMoney }) => isMoney)
      : numbers;
  return wanted.map(({ value }) => value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
