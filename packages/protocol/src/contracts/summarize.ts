import * as z from "zod";
import { defineContract, SAMPLING_TOOL_ANNOTATIONS, travellingText } from "./tool-contract.ts";

/** `summarize`: a document in, a short text out. */
export const summarize = defineContract({
  name: "summarize",
  title: "Summarize a document",
  description: "Summarizes a document as a paragraph, bullet points or a headline, in at most maxWords words.",
  annotations: SAMPLING_TOOL_ANNOTATIONS,
  inputSchema: z.strictObject({
    document: travellingText("The document, as plain text or Markdown."),
    style: z.enum(["paragraph", "bullets", "headline"]).default("paragraph"),
    maxWords: z.int().min(5).max(1000).default(120).describe("The most words the summary may have."),
    language: z
      .string()
      .trim()
      .min(2)
      .max(40)
      .optional()
      .describe("Language of the summary. Default: the document's own."),
  }),
  outputSchema: z.object({
    summary: z.string().min(1),
    words: z.int().positive().describe("How many words the summary has."),
    model: z.string().describe("The model that answered, as the client names it."),
  }),
});
