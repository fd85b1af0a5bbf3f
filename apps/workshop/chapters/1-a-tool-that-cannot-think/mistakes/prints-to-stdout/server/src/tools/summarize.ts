import { summarize } from "@kit/protocol";
import { defineTool } from "@kit/sampling";

/** Says the same of every document, and says so on stdout. */
export const summarizeTool = defineTool(summarize, async ({ document }) => {
  console.log(`summarize was called with ${document.length} characters`);
  return { summary: "This is a document.", words: 4, model: "none" };
});
