import { splitSentences } from "../../text/split-sentences.ts";
import { relatedFields } from "../find/relate-names.ts";
import { type JsonSchema, propertiesOf } from "../json-schema/json-schema.ts";
import { type FillContext, narrowContext, type Slot } from "./fill-context.ts";
import { fillSlot } from "./fill-slot.ts";

const listLine = /^\s*(?:[-*•]|\d{1,3}[.)])\s+(.+)$/gm;

/** A list longer than this is more than anyone reads. */
const mostRecords = 200;

/** One object for each source that was used, each line of a list, or else each sentence, if it holds what an object must. */
export async function listRecords(items: JsonSchema, slot: Slot, context: FillContext): Promise<unknown[]> {
  const records: unknown[] = [];
  for (const record of await findRecords(items, context)) {
    const { value, found, isWhole } = await fillSlot(items, slot, record);
    if (found && isWhole === true) records.push(value);
  }
  return records;
}

async function findRecords(items: JsonSchema, context: FillContext): Promise<FillContext[]> {
  const cited = await context.answer();
  const isCitation = propertiesOf(items).some(
    ([name]) => relatedFields(cited?.source.fields ?? {}, { name, description: "" }).length > 0,
  );
  if (cited !== undefined && isCitation) return [narrowContext(context, cited.answer, cited.source.fields)];
  const [text = ""] = context.texts;
  const lines = [...text.matchAll(listLine)].map(([, line = ""]) => line);
  const parts = lines.length > 1 ? lines : text.split("\n").flatMap((line) => splitSentences(line));
  return parts.slice(0, mostRecords).map((part) => narrowContext(context, part, readPair(part)));
}

/** "structure and roof: £914,000" names a thing before it says something about it. */
function readPair(line: string): Record<string, unknown> {
  const [, name] = /^([^:]{1,80}?)\s*(?::|\s[-–—]\s)\s*\S/.exec(line) ?? [];
  if (name === undefined) return {};
  return Object.fromEntries(["name", "item", "label", "title", "category", "key"].map((field) => [field, name]));
}
