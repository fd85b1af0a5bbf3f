import { summarize } from "@kit/protocol";
import { defineTool } from "@kit/sampling";

/** Does not look why the model stopped. */
export const summarizeTool = defineTool(summarize, async ({ document, maxWords }, { sample }) => {
  const reply = await sample(`Summarize this document.\n\n${document}`, { maxTokens: maxWords * 3 });
  return { summary: reply.text, words: reply.text.split(" ").length, model: reply.model };
});
