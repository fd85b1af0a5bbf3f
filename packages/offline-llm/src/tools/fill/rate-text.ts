import { wordsOfName } from "../find/relate-names.ts";
import { type JsonSchema, numberOf } from "../json-schema/json-schema.ts";
import { classifyText } from "./classify-text.ts";
import type { FillContext, Slot } from "./fill-context.ts";

const steps = ["very negative", "negative", "neutral", "positive", "very positive"];

/** Places a text between the lowest and the highest rating by its sentiment. */
export async function rateText(
  schema: JsonSchema,
  { name, description }: Slot,
  { conversation, texts }: FillContext,
): Promise<number | undefined> {
  const [least, most] = [numberOf(schema, "minimum"), numberOf(schema, "maximum")];
  const isRating = /\b(?:rating|stars?|sentiment|polarity)\b/.test(`${wordsOfName(name)} ${description.toLowerCase()}`);
  if (!isRating || least === undefined || most === undefined || conversation.data === "") return undefined;
  const { label } = await classifyText(
    texts[0] ?? "",
    steps.map((step) => ({ name: step, description: "" })),
  );
  const place = steps.indexOf(label) / (steps.length - 1);
  const value = least + place * (most - least);
  return schema.type === "integer" ? Math.round(value) : Number(value.toFixed(2));
}
