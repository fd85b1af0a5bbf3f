import * as z from "zod";
import { defineContract, SAMPLING_TOOL_ANNOTATIONS, travellingText } from "./tool-contract.ts";

/** `answer`: a document and a question in, an answer with its sources out. */
export const answer = defineContract({
  name: "answer",
  title: "Answer a question about a document",
  description: "Answers a question from a document, and cites the sections that the answer comes from.",
  annotations: SAMPLING_TOOL_ANNOTATIONS,
  inputSchema: z.strictObject({
    document: travellingText("The document, as plain text or Markdown."),
    question: z.string().trim().min(3).max(2_000).describe("The question."),
  }),
  outputSchema: z.object({
    answer: z.string().min(1),
    sections: z
      .array(z.object({ number: z.int().positive(), title: z.string() }))
      .describe("The sections that the answer comes from."),
    model: z.string().describe("The model that answered, as the client names it."),
  }),
});
