import { summarize } from "@kit/protocol";
import { assertComplete, defineTool } from "@kit/sampling";

/** Gives the model the same room for every summary. */
export const summarizeTool = defineTool(summarize, async ({ document }, { sample }) => {
  const reply = await sample(`Summarize this document.\n\n${document}`, { maxTokens: 200 });
  assertComplete(reply);
  return { summary: reply.text, words: reply.text.split(" ").length, model: reply.model };
});
