import { readStems } from "../../text/read-words.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { createContext } from "../fill/fill-context.ts";
import { fillSlot } from "../fill/fill-slot.ts";
import { stemsOfName } from "../find/relate-names.ts";
import { type PlannedCall, wasMade } from "./planned-call.ts";
import type { Tool } from "./tool.ts";

/** Verbs that stand in many names: sharing one proves nothing. */
const common = new Set(
  "get set do run make call use tool function api data new of for the a in to".split(" ").flatMap(stemsOfName),
);

/** The call of the tool that the request speaks of, if everything that it needs can be found. */
export async function fittingCall(
  conversation: Conversation,
  tools: readonly Tool[],
): Promise<PlannedCall | undefined> {
  const ranked = tools
    .map((tool) => ({ tool, fit: fitOf(tool, conversation) }))
    .filter(({ fit }) => fit >= 1)
    .sort((a, b) => b.fit - a.fit);
  for (const { tool } of ranked) {
    const call = await fillWholly(tool, conversation);
    if (call !== undefined && !wasMade(call, conversation)) return call;
  }
  return undefined;
}

/** How much a request speaks of a tool: a word of its name counts 1, two words of its description as much. */
export function fitOf(tool: Tool, { request, question = "" }: Conversation): number {
  const asked = new Set([...readStems(`${request} ${question}`), ...stemsOfName(`${request} ${question}`)]);
  const named = new Set(stemsOfName(tool.name).filter((stem) => !common.has(stem)));
  const described = new Set(readStems(tool.description).filter((stem) => !named.has(stem) && !common.has(stem)));
  const shared = (stems: Set<string>) => [...stems].filter((stem) => asked.has(stem)).length;
  return shared(named) + shared(described) / 2;
}

/** Fills every parameter that must be there with something found; values of earlier calls are used up. */
async function fillWholly({ name, parameters }: Tool, conversation: Conversation): Promise<PlannedCall | undefined> {
  const earlier = conversation.calls.filter((call) => call.name === name);
  const taken = earlier.flatMap(({ input }) => Object.values(input));
  const context = createContext(conversation, parameters, taken);
  const { value, isWhole } = await fillSlot(parameters, { name: "", description: "" }, context);
  return isWhole === true ? { name, input: value } : undefined;
}
