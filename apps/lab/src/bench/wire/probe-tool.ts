import { DEFAULT_BUDGET, type ToolContext } from "@kit/sampling";
import * as z from "zod";
import { makeWords } from "./make-words.ts";

// A tool for measuring: it samples as often as it is told, each time about the whole document.

export const PROBE = {
  description: "Asks the client's model several times about a document.",
  inputSchema: z.object({ document: z.string(), samples: z.int().positive(), isParallel: z.boolean() }),
};

/** What the probe may spend: more rounds than the kit's tools. */
export const PROBE_LIMITS = { ...DEFAULT_BUDGET, rounds: 20 };

/** The arguments of the probe. */
export type ProbeInput = z.infer<typeof PROBE.inputSchema>;

/** Asks, and returns the result of `tools/call`, which says how many answers came. */
export async function runProbe({ document, samples, isParallel }: ProbeInput, { sample }: ToolContext) {
  const numbers = Array.from({ length: samples }, (_, index) => index + 1);
  const ask = (number: number) => sample(`Question ${number} of ${samples}.\n\n<document>\n${document}\n</document>`);
  const texts = new Set<string>();
  if (isParallel) for (const { text } of await Promise.all(numbers.map(ask))) texts.add(text);
  else for (const number of numbers) texts.add((await ask(number)).text);
  return { content: [{ type: "text" as const, text: `${texts.size} answers` }] };
}

/** The client's side: an answer of so many bytes, another one to each question. */
export function answerProbe(params: unknown, bytes: number) {
  const [, number] = /Question (\d+) of/.exec(JSON.stringify(params)) ?? [];
  return {
    role: "assistant" as const,
    content: { type: "text" as const, text: makeWords(bytes, Number(number)) },
    model: "test/model",
    stopReason: "endTurn",
  };
}
