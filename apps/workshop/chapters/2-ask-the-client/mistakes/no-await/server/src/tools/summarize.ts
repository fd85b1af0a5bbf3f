import { summarize } from "@kit/protocol";
import { defineTool, type SampleReply } from "@kit/sampling";

/** Takes the promise of a reply for a reply. */
export const summarizeTool = defineTool(summarize, async ({ document, maxWords }, { sample }) => {
  const reply: unknown = sample(`Summarize this document.\n\n${document}`, { maxTokens: maxWords * 3 });
  const { text, model } = reply as SampleReply;
  return { summary: text.trim(), words: text.split(" ").length, model };
});
