import { isRecord } from "../../is-record.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { fillSchema } from "../fill/fill-schema.ts";
import { keyWords } from "../find/key-words.ts";
import { fitsSchema } from "../json-schema/fits-schema.ts";
import { answerFromSources } from "../results/answer-from-sources.ts";
import { readSources } from "../results/read-sources.ts";
import { listReadable } from "./list-readable.ts";
import { type PlannedCall, wasMade } from "./planned-call.ts";
import type { Tool } from "./tool.ts";
import { kindOf, queryParameter } from "./tool-kind.ts";

/** How many of the entries that a search listed are read; one more when these do not answer. */
const readsPerQuestion = 2;

/** The next step towards a text that answers a question: read what was found, or search. Undefined when that is done. */
export async function nextLookup(
  conversation: Conversation,
  tools: readonly Tool[],
  wanted: string,
): Promise<PlannedCall | undefined> {
  return (await nextRead(conversation, tools, wanted)) ?? nextSearch(conversation, tools, wanted);
}

async function nextRead(
  conversation: Conversation,
  tools: readonly Tool[],
  wanted: string,
): Promise<PlannedCall | undefined> {
  const readers = tools.filter((tool) => kindOf(tool) === "read");
  const reads = conversation.calls.filter(
    ({ name, isError }) => !isError && readers.some((tool) => tool.name === name),
  );
  if (reads.length > readsPerQuestion) return undefined;
  if (reads.length === readsPerQuestion && (await answerFromSources(wanted, readSources(reads))) !== undefined) {
    return undefined;
  }
  for (const tool of readers) {
    for (const found of listReadable(tool, conversation)) {
      const filled = await fillSchema(tool.parameters, conversation);
      const input = { ...(isRecord(filled) ? filled : {}), ...found };
      const call = { name: tool.name, input };
      if (fitsSchema(input, tool.parameters) && !wasMade(call, conversation)) return call;
    }
  }
  return undefined;
}

/** Searches for the key words, and once more for the longest of them when nothing was found. */
async function nextSearch(
  conversation: Conversation,
  tools: readonly Tool[],
  wanted: string,
): Promise<PlannedCall | undefined> {
  const finders = tools.filter((tool) => kindOf(tool) === "find");
  const hasFound = conversation.calls.some(
    (call) => finders.some(({ name }) => name === call.name) && readSources([call]).length > 0,
  );
  if (hasFound) return undefined;
  const words = keyWords(wanted);
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best), "");
  for (const tool of finders) {
    const parameter = queryParameter(tool);
    const filled = await fillSchema(tool.parameters, conversation);
    for (const query of [words.join(" "), longest]) {
      const input = {
        ...(isRecord(filled) ? filled : {}),
        ...(parameter !== undefined && { [parameter.name]: query }),
      };
      const call = { name: tool.name, input };
      if (query !== "" && fitsSchema(input, tool.parameters) && !wasMade(call, conversation)) return call;
    }
  }
  return undefined;
}
