import type { Conversation } from "../conversation/conversation.ts";
import type { ToolCall } from "../message.ts";
import { fillCall } from "./fill-call.ts";
import { fitOf, fittingCall } from "./fitting-call.ts";
import { nextLookup } from "./next-lookup.ts";
import { type PlannedCall, toToolCall, wasMade } from "./planned-call.ts";
import type { Tool, ToolChoice } from "./tool.ts";
import { kindOf } from "./tool-kind.ts";

/**
 * Decides which tool to call next, if any: first the one that the request speaks of, then search and read while
 * there is a question and no text to answer it from, then the one that takes the answer. Without a choice of
 * "required" no call is made twice.
 */
export async function chooseToolCall(
  conversation: Conversation,
  tools: readonly Tool[],
  { mode, only }: ToolChoice,
): Promise<ToolCall | undefined> {
  if (mode === "none") return undefined;
  const offered = only === undefined ? tools : tools.filter(({ name }) => only.includes(name));
  const [first] = offered;
  if (first === undefined) return undefined;
  const mustCall = mode === "required";
  const call =
    mustCall && offered.length === 1
      ? await fillCall(first, conversation)
      : await planCall(conversation, offered, mustCall);
  return call === undefined ? undefined : toToolCall(call, conversation);
}

async function planCall(
  conversation: Conversation,
  tools: readonly Tool[],
  mustCall: boolean,
): Promise<PlannedCall | undefined> {
  return (
    (mustCall ? await correctedCall(conversation, tools) : undefined) ??
    (await fittingCall(conversation, directTools(tools))) ??
    (await lookUp(conversation, tools, mustCall)) ??
    (await answeringCall(conversation, tools, mustCall)) ??
    (mustCall ? lastResort(conversation, tools) : undefined)
  );
}

/**
 * Where something must be called, what was refused is corrected first, unless the tool only looks things up: then the
 * next thing is looked up. A call that nobody demands is not tried again with less than was found.
 */
async function correctedCall(conversation: Conversation, tools: readonly Tool[]): Promise<PlannedCall | undefined> {
  const last = conversation.calls.at(-1);
  const tool = tools.find(({ name }) => name === last?.name);
  if (last?.isError !== true || tool === undefined || ["find", "read"].includes(kindOf(tool))) return undefined;
  const call = await fillCall(tool, conversation);
  return wasMade(call, conversation) ? undefined : call;
}

/** Where nothing searches, a tool that reads may be told at once what to read. */
function directTools(tools: readonly Tool[]): Tool[] {
  const canSearch = tools.some((tool) => kindOf(tool) === "find");
  return tools.filter((tool) => kindOf(tool) === "act" || (kindOf(tool) === "read" && !canSearch));
}

async function lookUp(
  conversation: Conversation,
  tools: readonly Tool[],
  mustCall: boolean,
): Promise<PlannedCall | undefined> {
  const { data, question, request, calls } = conversation;
  const isDone = calls.some(
    ({ name, isError }) => !isError && tools.some((tool) => tool.name === name && kindOf(tool) === "act"),
  );
  if (data !== "" || isDone) return undefined;
  const speaksOfIt = tools.some((tool) => kindOf(tool) === "find" && fitOf(tool, conversation) >= 1);
  const wanted = question ?? (mustCall || speaksOfIt ? request : undefined);
  return wanted === undefined ? undefined : nextLookup(conversation, tools, wanted);
}

async function answeringCall(
  conversation: Conversation,
  tools: readonly Tool[],
  mustCall: boolean,
): Promise<PlannedCall | undefined> {
  const { data, question, calls } = conversation;
  const tool = tools.find((candidate) => kindOf(candidate) === "answer");
  if (tool === undefined) return undefined;
  const wasAnswered = calls.some(({ name, isError }) => name === tool.name && !isError);
  const hasSomething = data !== "" || question !== undefined || fitOf(tool, conversation) >= 1;
  if (!mustCall && (wasAnswered || !hasSomething)) return undefined;
  return fillCall(tool, conversation);
}

/** Something must be called: what the request speaks of most, and rather a call that was not made yet. */
async function lastResort(conversation: Conversation, tools: readonly Tool[]): Promise<PlannedCall | undefined> {
  const order = conversation.data === "" ? ["find", "act", "read", "answer"] : ["answer", "act", "read", "find"];
  const rank = (tool: Tool) => 2 * fitOf(tool, conversation) - order.indexOf(kindOf(tool)) / 10;
  const calls: PlannedCall[] = [];
  for (const tool of [...tools].sort((a, b) => rank(b) - rank(a))) calls.push(await fillCall(tool, conversation));
  return calls.find((call) => !wasMade(call, conversation)) ?? calls[0];
}
