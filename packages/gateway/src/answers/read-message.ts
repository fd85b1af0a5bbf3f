import { randomUUID } from "node:crypto";
import type { ChatCompletion, ChatCompletionMessageToolCall } from "openai/resources/chat/completions";
import { isRecord } from "../shared/is-record.ts";
import { readText, withoutThoughts } from "./read-text.ts";

/** One spelling for each reason to stop, that of OpenAI, in order: `function_call_filter` is no call. */
const STOP_REASONS = [
  ["error", /error|fail|malformed|unexpected|abort|cancel|time_?out|insufficient/],
  ["length", /length|tokens|context|^limit/],
  ["content_filter", /filter|safety|sensitive|recitation|prohibited|block|refus|guardrail|spii|moderation/],
  ["tool_calls", /tool|function/],
  ["stop", /stop|eos|end|complete|finish/],
] as const;

/** The reason to stop in OpenAI's spelling, `"error"` for an answer that broke off. A word that nobody knows stays. */
function readStopReason(reason: unknown): string | undefined {
  if (typeof reason !== "string" || reason === "") return undefined;
  return STOP_REASONS.find(([, pattern]) => pattern.test(reason.toLowerCase()))?.[0] ?? reason;
}

/** Why a choice is no answer, though it has a message: its own error, or that it broke off. */
export function findChoiceError({ error, finish_reason }: Record<string, unknown>): unknown {
  if (error) return error;
  return readStopReason(finish_reason) === "error" ? { message: `The answer ended with ${finish_reason}` } : undefined;
}

/**
 * A choice as OpenAI has it, of one in any provider's spelling: the text without thoughts, tool calls with an id each,
 * the reason to stop. Arguments are the JSON of an object; those that are none, or were cut, stay as they came.
 */
export function readChoice(
  { message, finish_reason, ...choice }: Record<string, unknown> & { readonly message: Record<string, unknown> },
  position: number,
): ChatCompletion.Choice {
  const { tool_calls: _, function_call: __, ...own } = message;
  const reason = readStopReason(finish_reason) ?? "stop";
  const calls = readCalls(message, reason === "length");
  const content = readText(message.content);
  // Some providers stop with "stop" although the model calls tools.
  const finish = reason === "stop" && calls.length > 0 ? "tool_calls" : reason;
  return {
    ...choice,
    index: typeof choice.index === "number" ? choice.index : position,
    finish_reason: finish,
    message: {
      ...own,
      role: "assistant",
      content: content === null ? null : withoutThoughts(content),
      refusal: typeof message.refusal === "string" ? message.refusal : null,
      ...(calls.length > 0 && { tool_calls: calls }),
    },
  } as ChatCompletion.Choice;
}

/** The calls in a message or a delta: a list, a single one, or that of the API before tools. */
export function listCalls({ tool_calls, function_call }: Record<string, unknown>): Record<string, unknown>[] {
  const calls = [tool_calls].flat().filter(isRecord);
  return calls.length === 0 && isRecord(function_call) ? [{ function: function_call }] : calls;
}

/** What a call says, or a piece of it, wherever its provider has put it. */
export function readCall(call: Record<string, unknown>) {
  const { name, arguments: args } = isRecord(call.function) ? call.function : call;
  return {
    id: typeof call.id === "string" ? call.id : "",
    name: typeof name === "string" ? name : "",
    args: typeof args === "string" ? args : args === undefined || args === null ? "" : JSON.stringify(args),
  };
}

function readCalls(message: Record<string, unknown>, isCut: boolean): ChatCompletionMessageToolCall[] {
  const taken = new Set<string>();
  return listCalls(message).map((raw) => {
    const { id: given, name, args } = readCall(raw);
    const id = given === "" || taken.has(given) ? randomUUID().replaceAll("-", "").slice(0, 9) : given;
    taken.add(id);
    if (isRecord(raw.custom)) return { ...raw, id } as ChatCompletionMessageToolCall;
    const { function: _, name: __, arguments: ___, index: ____, ...own } = raw;
    const text = isCut ? readCutArguments(args) : readArguments(args);
    return { ...own, id, type: "function", function: { name: name || "unnamed", arguments: text } };
  });
}

/** Some providers write the object as text in text, and some write `null` or `[]` for none. */
function readArguments(text: string): string {
  const value = parseJSON(text);
  if (isRecord(value)) return text;
  if (typeof value === "string" && value !== text) return readArguments(value);
  const saysNothing = value === null || text.trim() === "" || (Array.isArray(value) && value.length === 0);
  return saysNothing ? "{}" : text;
}

/** What was cut before it began is not nothing: left open, it is no JSON for anybody. */
function readCutArguments(text: string): string {
  return isRecord(parseJSON(text)) ? text : `${text}{`;
}

/** The value of a JSON text; undefined when it is none. */
export function parseJSON(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
