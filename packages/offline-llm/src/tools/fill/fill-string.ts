import { findDates } from "../find/find-dates.ts";
import { findNamed } from "../find/find-named.ts";
import { nearest } from "../find/nearest.ts";
import { relatedFields, wordsOfName } from "../find/relate-names.ts";
import { fitsSchema, readPattern } from "../json-schema/fits-schema.ts";
import { formatOf } from "../json-schema/formats.ts";
import { type JsonSchema, numberOf } from "../json-schema/json-schema.ts";
import type { FillContext, Filled, Slot } from "./fill-context.ts";
import { stringSlots } from "./string-slots.ts";

/** Names that say nothing: the request says what is meant. */
const sayNothing = /^(?:value|item|items|element|string)?$/;

/** Looks for a string by its format, its pattern, its name, what the tools returned, and at last its description. */
export async function fillString(schema: JsonSchema, slot: Slot, context: FillContext): Promise<Filled> {
  const accept = (text: string) => fitsSchema(text, schema) && !context.taken.includes(text);
  const exact = findFormatted(schema, slot, context).find(accept) ?? findReturned(slot, context).find(accept);
  if (exact !== undefined) return { value: exact, found: true };
  if (schema.format !== undefined && formatOf(schema.format) !== undefined) return { value: "", found: false };

  const words = wordsOfName(slot.name);
  const ways: (() => Promise<string[]> | string[])[] = [
    () => bySkill(words, slot, context),
    () => context.texts.flatMap((text) => findNamed(text, words)),
    () => bySkill(slot.description.toLowerCase(), slot, context),
    () => (sayNothing.test(words) ? bySkill("answer", slot, context) : []),
    () => findQuoted(context),
  ];
  for (const way of ways) {
    const found = (await way()).map((text) => shorten(text, schema)).find((text) => text !== "" && accept(text));
    if (found !== undefined) return { value: found, found: true };
  }
  return { value: "", found: false };
}

async function bySkill(words: string, slot: Slot, context: FillContext): Promise<string[]> {
  for (const { names, fill } of stringSlots) {
    if (!names.test(words)) continue;
    const written = await fill(context, slot);
    if (written !== undefined && written !== "") return [written];
  }
  return [];
}

/** Everything in the texts that has the shape the schema asks for. */
function findFormatted(schema: JsonSchema, slot: Slot, { texts }: FillContext): string[] {
  if (schema.format === "date") {
    return texts.flatMap((text) => {
      const dates = findDates(text);
      const near = nearest(dates, text, slot);
      return [...(near === undefined ? [] : [near]), ...dates].map(({ date }) => date);
    });
  }
  const inText = formatOf(schema.format)?.inText;
  if (inText !== undefined) return texts.flatMap((text) => text.match(inText) ?? []);
  const pattern = typeof schema.pattern === "string" ? readPattern(schema.pattern) : undefined;
  const words = (text: string) =>
    (text.match(/\S+/g) ?? []).map((word) => word.replace(/^[("“']+|[)"”'.,;:!?]+$/g, ""));
  // A pattern that any word fits says nothing about which word is meant.
  if (pattern === undefined || pattern.test("word")) return [];
  return texts.flatMap(words).filter((word) => word !== "" && pattern.test(word));
}

/** What tools returned under a name like the slot's. */
function findReturned(slot: Slot, { sources }: FillContext): string[] {
  return sources
    .flatMap(({ fields }) => relatedFields(fields, slot))
    .filter(({ relation }) => relation >= 2)
    .map(({ value }) => (typeof value === "string" || typeof value === "number" ? String(value) : ""))
    .filter((value) => value !== "");
}

/** What a bare request puts in quotation marks is meant for its tool. */
function findQuoted({ conversation, sources }: FillContext): string[] {
  if (conversation.data !== "" || sources.length > 0) return [];
  const quoted = conversation.request.matchAll(/(?<![\p{L}\d])["“'‘`]([^"”'’`\n]+)["”'’`](?![\p{L}\d])/gu);
  return [...quoted].map(([, words = ""]) => words);
}

/** Cuts a text that is too long at a word. */
function shorten(text: string, schema: JsonSchema): string {
  const most = numberOf(schema, "maxLength");
  if (most === undefined || [...text].length <= most) return text;
  const cut = [...text].slice(0, Math.max(0, most - 1)).join("");
  return `${cut.replace(/\s+\S*$/, "").replace(/[\s,;:]+$/, "")}…`;
}
