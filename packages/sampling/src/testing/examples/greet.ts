import type { ToolContext } from "@kit/sampling";

/** Wrong: every replay asks another question, so the answer to the first is never found. */
export async function greetWrongly({ sample }: ToolContext, now: () => Date): Promise<string> {
  const { text } = await sample(`Greet me. It is ${now().toISOString()}.`);
  return text;
}

/** Right: the time is taken once, and every replay sees the same. */
export async function greet({ sample, step }: ToolContext, now: () => Date): Promise<string> {
  const time = await step("time", () => now().toISOString());
  const { text } = await sample(`Greet me. It is ${time}.`);
  return text;
}
