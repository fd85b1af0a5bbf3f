import { type FoundNumber, findNumbers } from "../find/find-numbers.ts";
import { nearest } from "../find/nearest.ts";
import { relatedFields, wordsOfName } from "../find/relate-names.ts";
import { fitsSchema } from "../json-schema/fits-schema.ts";
import type { JsonSchema } from "../json-schema/json-schema.ts";
import type { FillContext, Filled, Slot } from "./fill-context.ts";
import { measureConfidence } from "./measure-confidence.ts";
import { rateText } from "./rate-text.ts";

/** What kind of number a name speaks of. A number of the kind needs no word of the name beside it. */
const kinds: readonly { names: RegExp; isKind: (number: FoundNumber, text: string) => boolean }[] = [
  { names: /\b(?:price|cost|amount|total|sum|fee|salary|budget|revenue|paid)\b/, isKind: ({ isMoney }) => isMoney },
  { names: /\b(?:percent|percentage|rate|share)\b/, isKind: ({ isPercent }) => isPercent },
  {
    names: /\byear\b/,
    isKind: ({ value, isMoney }) => !isMoney && Number.isInteger(value) && value >= 1000 && value < 2200,
  },
  { names: /\bage\b/, isKind: ({ end }, text) => /^[\s-]*(?:years?[\s-]old|years? of age|y\/o)/.test(text.slice(end)) },
];

/** Looks for a number: how sure a skill was, what the tools returned, or what stands near the words of its name. */
export async function fillNumber(schema: JsonSchema, slot: Slot, context: FillContext): Promise<Filled> {
  const accept = (value: unknown) => fitsSchema(value, schema) && !context.taken.includes(value);
  const measured = (await measureConfidence(schema, slot, context)) ?? (await rateText(schema, slot, context));
  if (measured !== undefined) return { value: measured, found: true };

  for (const value of [
    ...(await findReturned(slot, context)),
    ...(await findInAnswer(slot, context)),
    ...findInTexts(slot, context),
  ]) {
    const number = schema.type === "integer" && !Number.isInteger(value) ? Math.round(value) : value;
    // Rounding would make another number of a number that must be whole.
    if (number === value && accept(number)) return { value, found: true };
  }
  const inOrder = findInOrder(context).find(accept);
  return { value: inOrder ?? 0, found: inOrder !== undefined };
}

/** What tools returned under a name like the slot's; of several results, first the one that answers the question. */
async function findReturned(slot: Slot, context: FillContext): Promise<number[]> {
  const cited = await context.answer();
  const sources = cited === undefined ? context.sources : [cited.source, ...context.sources];
  return sources
    .flatMap(({ fields }) => relatedFields(fields, slot))
    .filter(({ relation }) => relation >= 2)
    .map(({ value }) => value)
    .filter((value) => typeof value === "number");
}

/** The answer to a question may be a number; with several in the sentence, the one near the words of the question. */
async function findInAnswer({ name }: Slot, context: FillContext): Promise<number[]> {
  if (!/^(?:|answer|value|result|number|count|amount|total|quantity)$/.test(wordsOfName(name))) return [];
  const answer = (await context.answer())?.answer;
  if (answer === undefined) return [];
  const numbers = findNumbers(answer);
  const near = nearest(numbers, answer, { name: context.conversation.question ?? "", description: "" });
  return [...(near === undefined ? [] : [near]), ...numbers].map(({ value }) => value);
}

function findInTexts(slot: Slot, { texts }: FillContext): number[] {
  const kind = kinds.find(({ names }) => names.test(wordsOfName(slot.name)));
  return texts.flatMap((text) => {
    const numbers = findNumbers(text);
    const ofKind = kind === undefined ? [] : numbers.filter((number) => kind.isKind(number, text));
    const near = nearest(ofKind.length > 0 ? ofKind : numbers, text, slot);
    return [near, ...(isOne(ofKind) ? ofKind : [])].flatMap((found) => (found === undefined ? [] : [found.value]));
  });
}

/** One number, however often it stands there. */
function isOne(numbers: readonly FoundNumber[]): boolean {
  return new Set(numbers.map(({ value }) => value)).size === 1;
}

/** "Add 3 and 4": numbers of a bare request go to the parameters in order. */
function findInOrder({ conversation, sources, taken }: FillContext): number[] {
  if (conversation.data !== "" || sources.length > 0) return [];
  const numbers = findNumbers(conversation.question ?? conversation.request).map(({ value }) => value);
  return numbers.filter((number) => !taken.includes(number));
}
