import { splitSentences } from "../../text/split-sentences.ts";
import { findDates } from "../find/find-dates.ts";
import { findNames } from "../find/find-names.ts";
import { keyWords } from "../find/key-words.ts";
import { relatedFields, wordsOfName } from "../find/relate-names.ts";
import { topWords } from "../find/top-words.ts";
import { formatOf } from "../json-schema/formats.ts";
import type { JsonSchema } from "../json-schema/json-schema.ts";
import type { FillContext, Slot } from "./fill-context.ts";
import { fillString } from "./fill-string.ts";

const listLine = /^\s*(?:[-*•]|\d{1,3}[.)])\s+(.+)$/gm;
const defaultWords = 5;

interface ListSlot {
  names: RegExp;
  list: (text: string, context: FillContext, most: number) => Promise<string[]> | string[];
}

/** Lists of strings, by what they are called. */
const listSlots: readonly ListSlot[] = [
  {
    names: /\b(?:quer(?:y|ies)|search terms)\b/,
    list: (_text, { conversation }) => [keyWords(conversation.question ?? conversation.request).join(" ")],
  },
  {
    names: /\b(?:keywords?|key words|tags?|topics?|terms|concepts|hashtags)\b/,
    list: (text, _context, most) => topWords(text, Math.min(most, defaultWords)),
  },
  { names: /\b(?:points?|highlights?|takeaways?|bullets?|facts?|summary|findings|steps)\b/, list: summarizeToBullets },
  { names: /\b(?:people|persons?|authors?|characters)\b/, list: (text) => findNames(text).filter(isPerson) },
  {
    names: /\b(?:names?|entit(?:y|ies)|places?|locations?|cities|countries|organi[sz]ations?|companies)\b/,
    list: findNames,
  },
  { names: /\bdates?\b/, list: (text) => findDates(text).map(({ date }) => date) },
  { names: /\bemails?\b/, list: (text) => text.match(formatOf("email")?.inText ?? /$^/) ?? [] },
  { names: /\b(?:urls?|links?|websites?)\b/, list: (text) => text.match(formatOf("uri")?.inText ?? /$^/) ?? [] },
  { names: /\bquestions?\b/, list: (text) => splitSentences(text).filter((sentence) => sentence.endsWith("?")) },
  { names: /\bsentences?\b/, list: (text) => splitSentences(text) },
];

/** The strings that a list asks for by its name, its description or the request. */
export async function listStrings(
  items: JsonSchema,
  slot: Slot,
  context: FillContext,
  most: number,
): Promise<string[]> {
  const cited = relatedFields((await context.answer())?.source.fields ?? {}, slot).map(({ value }) => value);
  const used = cited.filter((value) => typeof value === "string").slice(0, 1);
  if (used.length > 0) return used;

  const [text = ""] = context.texts;
  const inText = formatOf(items.format)?.inText;
  if (inText !== undefined) return text.match(inText) ?? [];
  if (items.format === "date") return findDates(text).map(({ date }) => date);
  const { data, request } = context.conversation;
  const isNameless = /^(?:|value|values|items?|results?|list|output|answer)$/.test(wordsOfName(slot.name));
  for (const words of [
    wordsOfName(slot.name),
    slot.description.toLowerCase(),
    isNameless ? request.toLowerCase() : "",
  ]) {
    const row = listSlots.find(({ names }) => names.test(words));
    if (row !== undefined) return row.list(text, context, most);
  }
  const lines = isNameless ? [...data.matchAll(listLine)].map(([, line = ""]) => line.trim()) : [];
  if (lines.length > 0) return lines;
  const { value, found } = await fillString({ ...items, type: "string" }, singular(slot), context);
  return found && typeof value === "string" ? [value] : [];
}

async function summarizeToBullets(text: string, { conversation }: FillContext, most: number): Promise<string[]> {
  const { summarize } = await import("../../summarize/summarize.ts");
  const { readSummaryShape } = await import("../../summarize/read-summary-shape.ts");
  if (text === "") return [];
  const shape = readSummaryShape(conversation.instruction);
  const maxItems = Math.min(most, shape.maxItems ?? defaultWords);
  const summary = summarize(text, { ...shape, form: "bullets", maxItems });
  return summary.split("\n").map((line) => line.replace(/^-\s+/, ""));
}

/** Two names or more, and no place among them. */
function isPerson(name: string): boolean {
  return (
    /\s/.test(name) &&
    !/\b(?:Lane|Street|Road|Avenue|Quay|Square|House|Park|Library|Museum|University|of|and)\b/.test(name)
  );
}

function singular(slot: Slot): Slot {
  return { ...slot, name: slot.name.replace(/ies$/, "y").replace(/s$/, "") };
}
