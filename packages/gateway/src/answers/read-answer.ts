import { randomUUID } from "node:crypto";
import type { ChatCompletion, ChatCompletionMessageToolCall } from "openai/resources/chat/completions";
import type { Asked } from "../providers/resolve-provider.ts";
import type { TokenUsage } from "../shared/completion.ts";
import { isRecord, parseJSON } from "../shared/is-record.ts";
import { readErrorBody } from "./read-error-body.ts";
import { TAG, withoutThoughts } from "./thoughts.ts";
import { describe, fromErrorBody, quoteSeen } from "./to-gateway-error.ts";

/** A body with status 200 as OpenAI would spell it. What is HTML, an error or without a choice is thrown. */
export function readCompletion(body: unknown, asked: Asked): ChatCompletion {
  const choices = isRecord(body) && Array.isArray(body.choices) ? body.choices.filter(isRecord) : [];
  const [first] = choices;
  const error = (isRecord(body) && body.error) || (first && findChoiceError(first));
  if (error) throw fromErrorBody({ error }, undefined, asked, undefined, first && "server");
  if (!isRecord(body) || !first || !messageOf(first)) {
    if (saysError(body)) throw fromErrorBody(body, undefined, asked);
    throw describe("invalid_response", asked, { seen: describeBody(body, asked) });
  }
  const read = choices.flatMap((choice, position) => {
    const message = messageOf(choice);
    return message ? [readChoice({ ...choice, message }, position)] : [];
  });
  const head = { id: "", created: 0, ...body, model: readModel(body.model, asked.model.name) };
  return { ...head, object: "chat.completion", choices: read };
}

/** What a choice says: a message, a piece of one, or a text only, as in the API before chats. */
export function messageOf({ delta, message, text }: Record<string, unknown>): Record<string, unknown> | undefined {
  const content = [delta, message, text].find((value) => typeof value === "string");
  return [delta, message].find(isRecord) ?? (content === undefined ? undefined : { content });
}

/** The reason to stop, by its name in OpenAI's API or in Anthropic's. */
export function stopReasonOf({ finish_reason, stop_reason }: Record<string, unknown>): string | undefined {
  return readStopReason(finish_reason) ?? readStopReason(typeof stop_reason === "string" ? stop_reason : undefined);
}

/** Whether an object without choices is an error that says something, though nothing calls it one. */
export function saysError(body: unknown): boolean {
  return isRecord(body) && !Array.isArray(body.choices) && readErrorBody(body).text !== "";
}

function describeBody(body: unknown, { endpoint }: Asked): string {
  if (typeof body === "string" && body !== "") return `HTTP 200, ${quoteSeen(body, endpoint.secrets)}`;
  if (!isRecord(body)) return "HTTP 200 and no JSON object in the body";
  return `HTTP 200 and JSON without a first choice; its fields are ${Object.keys(body).join(", ") || "none"}`;
}

/** One spelling for each reason to stop, that of OpenAI, in order: `function_call_filter` is no call. */
const STOP_REASONS = [
  ["error", /error|fail|malformed|unexpected|abort|cancel|time_?out|insufficient|rate_?limit/],
  ["length", /length|tokens|context|limit|incomplete|truncat/],
  ["content_filter", /filter|safety|sensitive|recitation|prohibited|block|refus|guardrail|spii|moderation/],
  ["tool_calls", /tool|function/],
  ["stop", /stop|eos|end|complete|finish|done/],
] as const;

/** The reason to stop in OpenAI's spelling, `"error"` for an answer that broke off. A word that nobody knows stays. */
function readStopReason(reason: unknown): string | undefined {
  if (typeof reason === "number") return "stop";
  if (typeof reason !== "string" || reason === "" || reason === "null") return undefined;
  return STOP_REASONS.find(([, pattern]) => pattern.test(reason.toLowerCase()))?.[0] ?? reason;
}

/** The model that says it has answered, else the one that was asked. */
export function readModel(model: unknown, asked: string): string {
  return typeof model === "string" && model.trim() !== "" ? model : asked;
}

/** Why a choice is no answer, though it has a message: its own error, or that it broke off. */
export function findChoiceError(choice: Record<string, unknown>): unknown {
  if (choice.error) return choice.error;
  const isBroken = stopReasonOf(choice) === "error";
  return isBroken ? { message: `The answer ended with ${choice.finish_reason ?? choice.stop_reason}` } : undefined;
}

/**
 * A choice as OpenAI has it, of one in any provider's spelling: the text without thoughts, tool calls with an id each,
 * the reason to stop. Arguments are the JSON of an object; those that are none, or were cut, stay as they came.
 */
export function readChoice(
  { message, ...choice }: Record<string, unknown> & { readonly message: Record<string, unknown> },
  position: number,
): ChatCompletion.Choice {
  const { tool_calls: _, function_call: __, ...own } = message;
  const reason = stopReasonOf(choice) ?? "stop";
  const calls = readCalls(message, reason === "length" || reason === "content_filter");
  const content = readText(message.content);
  // Some providers stop with "stop" although the model calls tools, or the other way round.
  const isEnd = reason === "stop" || reason === "tool_calls";
  const finish = isEnd ? (calls.length > 0 ? "tool_calls" : "stop") : reason;
  return {
    ...choice,
    index: typeof choice.index === "number" ? choice.index : position,
    finish_reason: finish,
    message: {
      ...own,
      role: "assistant",
      content: content !== null && TAG.test(content) ? withoutThoughts(content) : content,
      refusal: typeof message.refusal === "string" ? message.refusal : null,
      ...(calls.length > 0 && { tool_calls: calls }),
    },
  } as ChatCompletion.Choice;
}

/** The calls in a message or a delta: a list, a single one, that of the API before tools, or parts of the content. */
export function listCalls({ tool_calls, function_call, content }: Record<string, unknown>): Record<string, unknown>[] {
  const calls = [tool_calls].flat().filter(isRecord);
  if (calls.length > 0) return calls;
  if (isRecord(function_call)) return [{ function: function_call }];
  return Array.isArray(content) ? content.filter((part) => isRecord(part) && part.type === "tool_use") : [];
}

/** What a call says, or a piece of it, wherever its provider has put it. */
export function readCall(call: Record<string, unknown>) {
  const { name, input, arguments: args = input } = isRecord(call.function) ? call.function : call;
  return {
    id: typeof call.id === "string" ? call.id : "",
    // gpt-oss has a namespace for functions, and some servers let tokens of its template through.
    name: typeof name === "string" ? name.replace(/^functions\.|<\|.*$/gs, "").trim() : "",
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
    const { function: _, name: __, arguments: ___, index: ____, input: _____, ...own } = raw;
    const text = isCut ? readCutArguments(args) : readArguments(args);
    return { ...own, id, type: "function", function: { name: name || "unnamed", arguments: text } };
  });
}

/** Some write the object as text in text, in a fence or behind an empty one, and some write `null` or `[]` for none. */
function readArguments(given: string): string {
  const text = given.replace(/^\{\}(?=\s*\{)|^\s*```(?:json)?\s|\s*```\s*$/g, "");
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

/** The text of a content, whatever its form: a text, a part, a list of parts, or data. Thoughts are left out. */
export function readText(content: unknown): string | null {
  if (content === null || content === undefined || typeof content === "string") return content ?? null;
  if (Array.isArray(content)) return content.map((part) => (isRecord(part) ? readPart(part) : readText(part))).join("");
  return isRecord(content) ? (readPart(content) ?? JSON.stringify(content)) : String(content);
}

/** Undefined for a part that is no text, such as a thought, a reference or an image. */
function readPart({ type = "text", text, parts, content, thought }: Record<string, unknown>): string | undefined {
  const inner = text ?? parts ?? content;
  const isText = typeof type === "string" && type.endsWith("text") && thought !== true;
  return isText && inner !== undefined ? (readText(inner) ?? undefined) : undefined;
}

/** What each count is called, by OpenAI first. */
const COUNTS = {
  input: ["prompt_tokens", "input_tokens", "promptTokens"],
  output: ["completion_tokens", "output_tokens", "completionTokens"],
  total: ["total_tokens", "totalTokens"],
  cached: ["cached_tokens", "prompt_cache_hit_tokens", "cache_read_input_tokens"],
  reasoning: ["reasoning_tokens"],
} as const;

/** The token counts, if the provider tells. What is no input counts as output: some count thoughts beside it. */
export function readUsage(completion: Pick<ChatCompletion, "usage">): TokenUsage | undefined {
  const usage: unknown = completion.usage;
  if (!isRecord(usage)) return undefined;
  // Details stand one level down: `prompt_tokens_details.cached_tokens`.
  const counts: Record<string, unknown> = Object.assign({}, ...Object.values(usage).filter(isRecord), usage);
  const read = (count: keyof typeof COUNTS) => COUNTS[count].map((name) => toCount(counts[name])).find(isCount);
  const [inputTokens, said, total] = [read("input"), read("output"), read("total")];
  if (inputTokens === undefined || (said ?? total) === undefined) return undefined;
  const outputTokens = Math.max(said ?? 0, (total ?? 0) - inputTokens);
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens,
    cachedInputTokens: read("cached"),
    reasoningTokens: read("reasoning"),
  };
}

function toCount(value: unknown): unknown {
  return typeof value === "string" && value.trim() !== "" ? Number(value) : value;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
