import { summarize } from "@kit/protocol";
import { assertComplete, defineTool } from "@kit/sampling";

/** Says what to do, and not with what. */
export const summarizeTool = defineTool(summarize, async ({ style, maxWords }, { sample }) => {
  const reply = await sample(`Summarize the document as ${style}.`, { maxTokens: maxWords * 3 });
  assertComplete(reply);
  return { summary: reply.text, words: reply.text.split(" ").length, model: reply.model };
});
