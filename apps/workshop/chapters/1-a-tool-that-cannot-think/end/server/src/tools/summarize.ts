import { summarize } from "@kit/protocol";
import { defineTool } from "@kit/sampling";

/** Says the same of every document: a server has no model. */
export const summarizeTool = defineTool(summarize, async () => {
  return { summary: "This is a document.", words: 4, model: "none" };
});
