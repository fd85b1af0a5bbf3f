import { readStems } from "../../text/read-words.ts";
import { wordsOfName } from "../find/relate-names.ts";
import { type JsonSchema, numberOf } from "../json-schema/json-schema.ts";
import type { FillContext, Slot } from "./fill-context.ts";

const alwaysShare = /\b(?:confidence|probability|certainty|likelihood)\b/;
const maybeShare = /\b(?:score|share|relevance|strength)\b/;

/** Rules claim no more than this. */
const most = 0.95;

/** How sure the label or the answer beside it is, from 0 to 1, or to 100 where the schema counts so. */
export async function measureConfidence(
  schema: JsonSchema,
  { name }: Slot,
  context: FillContext,
): Promise<number | undefined> {
  const words = wordsOfName(name);
  const top = numberOf(schema, "maximum");
  if (!alwaysShare.test(words) && !(maybeShare.test(words) && top === 1)) return undefined;
  const share = context.classification?.confidence ?? (await shareOfQuestion(context));
  if (share === undefined) return undefined;
  const scale = top !== undefined && top > 1 ? top : schema.type === "integer" ? 100 : 1;
  return scale === 1 ? share : Math.round(share * scale);
}

/** How much of the question comes back in the answer. */
async function shareOfQuestion({ conversation, answer }: FillContext): Promise<number | undefined> {
  const asked = [...new Set(readStems(conversation.question ?? ""))];
  if (asked.length === 0) return undefined;
  const answered = new Set(readStems((await answer())?.answer ?? ""));
  const share = asked.filter((stem) => answered.has(stem)).length / asked.length;
  return Number(Math.min(most, share).toFixed(2));
}
