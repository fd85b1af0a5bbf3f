import type { ToolContext } from "@kit/sampling";

/** Two questions side by side, and a third that needs both answers: two rounds. */
export async function compareDocuments({ sample }: ToolContext, first: string, second: string): Promise<string> {
  const [one, two] = await Promise.all([sample(`Summarize:\n\n${first}`), sample(`Summarize:\n\n${second}`)]);
  const { text } = await sample(`What is different?\n\nFirst: ${one.text}\n\nSecond: ${two.text}`, { maxTokens: 300 });
  return text;
}
