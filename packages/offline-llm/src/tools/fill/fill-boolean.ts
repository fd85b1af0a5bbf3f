import { stemOf } from "../../text/read-words.ts";
import { splitSentences } from "../../text/split-sentences.ts";
import { stemsOfName, wordsOfName } from "../find/relate-names.ts";
import type { JsonSchema } from "../json-schema/json-schema.ts";
import { classifyText } from "./classify-text.ts";
import type { FillContext, Filled, Slot } from "./fill-context.ts";

const negation = /\b(?:no|not|never|without|none|nobody|neither|nor|cannot)\b|n['’]t\b/i;
const auxiliaries = new Set(
  ["is", "has", "are", "was", "does", "do", "can", "should", "contains", "include", "includes", "mentions"].map(stemOf),
);
const opposites: Readonly<Record<string, string>> = { positive: "negative", negative: "positive" };

/** Answers yes when the text says so: by what was found, by sentiment, or by a sentence that names it without denying it. */
export async function fillBoolean(_schema: JsonSchema, slot: Slot, context: FillContext): Promise<Filled> {
  const words = wordsOfName(slot.name);
  if (
    /\b(?:found|answered|answerable|has answer|supported)\b/.test(words) &&
    context.conversation.question !== undefined
  ) {
    return { value: (await context.answer()) !== undefined, found: true };
  }
  if (/\b(?:uncertain|unsure|ambiguous)\b/.test(words)) {
    return { value: context.classification?.isUnsure ?? false, found: context.classification !== undefined };
  }
  const side = Object.keys(opposites).find((name) => words.includes(name));
  if (side !== undefined && context.texts.length > 0) {
    const labels = [side, opposites[side] ?? "", "neutral"].map((name) => ({ name, description: "" }));
    return { value: (await classifyText(context.texts[0] ?? "", labels)).label === side, found: true };
  }
  return findSaid(words, context) ?? { value: false, found: false };
}

function findSaid(words: string, { texts }: FillContext): Filled | undefined {
  const stems = stemsOfName(words).filter((stem) => !auxiliaries.has(stem));
  if (stems.length === 0) return undefined;
  for (const sentence of texts.flatMap(splitSentences)) {
    const given = new Set(stemsOfName(sentence));
    const labelled = new RegExp(`${words.split(" ").join("[\\s_-]*")}\\s*[:=]\\s*(yes|true|no|false)\\b`, "i").exec(
      sentence,
    );
    if (labelled !== null) return { value: /yes|true/i.test(labelled[1] ?? ""), found: true };
    if (stems.every((stem) => given.has(stem))) return { value: !negation.test(sentence), found: true };
  }
  return undefined;
}
