import type { ToolContext } from "@kit/sampling";
import * as z from "zod";

/** The arguments of the tool that the HTTP tests call. */
export const ASK_INPUT = {
  /** How many questions the tool asks, one after the other. */
  rounds: z.number().default(1),
  /** Anything, to make a call large. */
  text: z.string().default(""),
  /** What the tool fetches before it asks: a test answers when it likes. */
  url: z.string().optional(),
};

/** Asks its questions, reports each, and returns what the last answer says. */
export async function ask(
  { rounds, text, url }: { rounds: number; text: string; url?: string | undefined },
  { sample, progress }: ToolContext,
) {
  if (url !== undefined) await fetch(url);
  let said = "";
  for (let round = 1; round <= rounds; round += 1) {
    said = (await sample(`Question ${round}, about ${text.length} characters`, { maxTokens: 100 })).text;
    progress(round, rounds);
  }
  return { said, characters: text.length };
}

/** A tool's output as the result of `tools/call`. */
export function toResult(output: { said: string; characters: number }) {
  return { content: [{ type: "text" as const, text: JSON.stringify(output) }], structuredContent: output };
}
