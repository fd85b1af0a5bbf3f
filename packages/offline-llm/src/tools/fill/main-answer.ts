import { answerTask } from "../../skills/answer-task.ts";
import { findSkill } from "../../skills/find-skill.ts";
import { notSaid } from "../results/answer-from-sources.ts";
import { readHits } from "../results/read-hits.ts";
import type { FillContext } from "./fill-context.ts";

/** Results longer than this are texts; shorter ones may be the answer themselves. */
const longestResult = 400;

/** What a request comes to in words: the answer to its question, or what the skill that it asks for makes of the text. */
export async function mainAnswer(context: FillContext): Promise<{ value: string; found: boolean }> {
  const { conversation, sources } = context;
  const { question, calls, data, instruction, request } = conversation;
  if (question !== undefined && (sources.length > 0 || calls.length > 0)) {
    const sourced = await context.answer();
    return { value: sourced?.answer ?? repeatResults(context) ?? notSaid, found: true };
  }
  if (question !== undefined) return { value: await answerTask({ instruction: request, data: "" }), found: false };
  const text = sources.map((source) => source.text).join("\n\n") || data;
  const found = findSkill(instruction) !== undefined && text !== "";
  const results = calls.length > 0 && !found ? repeatResults(context) : undefined;
  return { value: results ?? (await answerTask({ instruction, data: text })), found: found || results !== undefined };
}

/** A tool that computes returns the answer itself, in words that need not be those of the question. */
function repeatResults({ conversation, sources }: FillContext): string | undefined {
  const { calls } = conversation;
  const hasSearched = calls.some(
    ({ result }) => readHits(result).length > 0 || /^\s*(?:\[\s*\]|\{\s*\})?\s*$/.test(result),
  );
  if (hasSearched || calls.length === 0) return undefined;
  const text = sources.map((source) => source.text.replaceAll("\n\n", ", ").trim()).join("\n");
  return text === "" || text.length > longestResult ? undefined : text;
}
