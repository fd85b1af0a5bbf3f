import { blocksOf, type ContentBlock, type SamplingRequest } from "@kit/protocol";
import type { SamplingStep } from "./sampling-turn.ts";
import { HIDDEN_CHARACTERS, SUSPICIONS } from "./suspicions.ts";

/** Notes what in a request is a sign of an attack: it never passes without a person. */
export const suspect: SamplingStep = (turn, next) => next({ ...turn, suspicions: suspicionsOf(turn.request) });

/** The signs of an attack in a request, each in words for the person. */
export function suspicionsOf(request: SamplingRequest): string[] {
  const texts = textsOf(request);
  const found = SUSPICIONS.filter(({ pattern }) => texts.some((text) => pattern.test(text)));
  return [
    ...found.map(({ title }) => title),
    ...(texts.some((text) => HIDDEN_CHARACTERS.test(text)) ? ["holds characters that a screen does not show"] : []),
    ...(request.includeContext === "allServers" ? ["asks for what belongs to others"] : []),
  ].filter((title, index, all) => all.indexOf(title) === index);
}

function textsOf({ systemPrompt = "", messages, tools = [] }: SamplingRequest): string[] {
  const described = tools.map(({ description = "" }) => description);
  return [systemPrompt, ...described, ...messages.flatMap(({ content }) => blocksOf(content).flatMap(textsIn))];
}

function textsIn(block: ContentBlock): string[] {
  if (block.type === "text") return [block.text];
  if (block.type === "tool_result") return [stringsIn(block.content), stringsIn(block.structuredContent)];
  return block.type === "tool_use" ? [stringsIn(block.input)] : [];
}

/** All strings of a value, with line ends between them; JSON would escape the characters that are looked for. */
function stringsIn(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).map(stringsIn).join("\n");
}
