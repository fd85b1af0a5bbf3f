import * as z from "zod";
import { travellingText } from "../validation/travelling-text.ts";
import { SAMPLING_TOOL_ANNOTATIONS } from "./sampling-tool-annotations.ts";
import { defineContract } from "./tool-contract.ts";

const label = z.string().trim().min(1).max(80);

/** `classify`: a text and labels in, one of the labels out. */
export const classify = defineContract({
  name: "classify",
  title: "Classify a text",
  description: "Chooses the label that fits a text best. The answer is always one of the labels.",
  annotations: SAMPLING_TOOL_ANNOTATIONS,
  inputSchema: z.strictObject({
    text: travellingText("The text to classify."),
    labels: z
      .array(label)
      .min(2)
      .max(50)
      .refine(areDistinct, "must be distinct, whatever their case")
      .default(["positive", "negative", "neutral"]),
    fallback: label.optional().describe("The label to use when the model chooses none. Without it that is an error."),
  }),
  outputSchema: z.object({
    label: z.string().min(1),
    confidence: z.number().min(0).max(1).optional().describe("How sure the model says it is, from 0 to 1."),
    fellBack: z.boolean().describe("True if the model chose none and the fallback was used."),
    model: z.string().describe("The model that answered, as the client names it."),
  }),
});

function areDistinct(labels: string[]): boolean {
  return new Set(labels.map((name) => name.toLowerCase())).size === labels.length;
}
