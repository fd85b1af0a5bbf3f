import { summarize } from "@kit/protocol";
import { defineTool } from "@kit/sampling";

/** Has not counted its words yet. */
export const summarizeTool = defineTool(summarize, async () => {
  return { summary: "This is a document.", words: 0, model: "none" };
});
