import * as z from "zod";
import { defineContract, SAMPLING_TOOL_ANNOTATIONS, travellingText } from "./tool-contract.ts";

const language = z.string().trim().min(2).max(40);

/** `translate`: a text in, the same text in another language out. */
export const translate = defineContract({
  name: "translate",
  title: "Translate a text",
  description: "Translates a text into another language and keeps its structure.",
  annotations: SAMPLING_TOOL_ANNOTATIONS,
  inputSchema: z.strictObject({
    text: travellingText("The text to translate."),
    to: language.describe("The language to translate into, such as Spanish or es."),
    from: language.optional().describe("The language of the text. Default: the model finds out."),
    tone: z.enum(["neutral", "formal", "informal"]).default("neutral"),
  }),
  outputSchema: z.object({
    translation: z.string().min(1),
    model: z.string().describe("The model that answered, as the client names it."),
  }),
});
