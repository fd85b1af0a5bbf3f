import * as z from "zod";
import { defineContract, SAMPLING_TOOL_ANNOTATIONS, travellingText } from "./tool-contract.ts";

const MAX_TEXTS = 32;

const label = z.string().trim().min(1).max(80);

const classification = z.object({
  label: z.string().min(1),
  confidence: z.number().min(0).max(1).optional().describe("How sure the model says it is, from 0 to 1."),
  fellBack: z.boolean().describe("True if the model chose none and the fallback was used."),
  model: z.string().describe("The model that answered, as the client names it."),
});

/** What `classify` says of one text. */
export type Classification = z.infer<typeof classification>;

/** `classify`: a text and labels in, one of the labels out. */
export const classify = defineContract({
  name: "classify",
  title: "Classify a text",
  description:
    "Chooses the label that fits a text best, for one text or several. The answer is always one of the labels.",
  annotations: SAMPLING_TOOL_ANNOTATIONS,
  inputSchema: z
    .strictObject({
      text: travellingText("The text to classify.").optional(),
      texts: z
        .array(travellingText("A text to classify."))
        .min(1)
        .max(MAX_TEXTS)
        .optional()
        .describe("Instead of text: several, classified side by side."),
      labels: z
        .array(label)
        .min(2)
        .max(50)
        .refine(areDistinct, "must be distinct, whatever their case")
        .default(["positive", "negative", "neutral"]),
      fallback: label.optional().describe("The label to use when the model chooses none. Without it that is an error."),
    })
    .refine(({ text, texts }) => (text === undefined) !== (texts === undefined), "give either text or texts"),
  outputSchema: classification.partial().extend({
    results: z
      .array(classification)
      .optional()
      .describe("One for each of texts, in their order. With text, the fields stand beside it."),
  }),
});

function areDistinct(labels: string[]): boolean {
  return new Set(labels.map((name) => name.toLowerCase())).size === labels.length;
}
