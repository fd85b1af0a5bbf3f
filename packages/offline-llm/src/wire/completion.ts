import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { ChatRequest } from "./chat-request.ts";
import { sendEvents, sendJson } from "./http.ts";

/** Sent with every answer as `system_fingerprint`, so that nobody mistakes rules for a hosted model. */
const SYSTEM_FINGERPRINT = "offline-rules";
/** What a chat format adds around each message: its role and its borders. */
const TOKENS_PER_MESSAGE = 3;

/** What the stand-in answers: words, or the call of a tool, and what it says about how it came to them. */
export type Answer = { notes: Notes } & ({ text: string } | { tool: string; arguments: string });

/** Sent as `offline` with every answer; OpenAI has no such field, and its clients pass it on. */
export type Notes = {
  /** Where the words come from: rules, sentences translated by hand, or an answer written by hand for a shipped text. */
  source: "rules" | "phrasebook" | "scripted";
  /** The parts of the instruction that were not obeyed, as they were written. */
  ignored: readonly string[];
};

type Call = { id: string; type: "function"; function: { name: string; arguments: string } };
type Message = { role: "assistant"; content: string | null; tool_calls?: Call[]; refusal: null };

/** A whole answer: OpenAI's `chat.completion`. */
export type Completion = ReturnType<typeof toCompletion>;

/** Puts an answer into OpenAI's format, cut at a stop sequence and at the token limit; with `n`, so many equal choices. */
export function toCompletion(request: ChatRequest, answer: Answer) {
  const { choiceCount, model } = request;
  const { fields, finishReason, tokens } = "tool" in answer ? cutCall(request, answer) : cutText(request, answer.text);
  const message: Message = { role: "assistant", refusal: null, ...fields };
  const promptTokens = countPromptTokens(request);
  const completionTokens = tokens * choiceCount;
  return {
    id: `chatcmpl-${randomUUID().replaceAll("-", "")}`,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model,
    choices: Array.from({ length: choiceCount }, (_, index) => ({
      index,
      message,
      logprobs: null,
      finish_reason: finishReason,
    })),
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
    system_fingerprint: SYSTEM_FINGERPRINT,
    offline: answer.notes,
  };
}

function cutText({ stop, maxTokens }: ChatRequest, text: string) {
  const stops = stop.map((sequence) => text.indexOf(sequence)).filter((position) => position >= 0);
  const stopped = text.slice(0, Math.min(text.length, ...stops));
  const content = takeTokens(stopped, maxTokens);
  const finishReason = content.length < stopped.length ? "length" : "stop";
  return { fields: { content }, finishReason, tokens: countTokens(content) };
}

/** A call that is longer than the token limit loses the end of its arguments, as with OpenAI. */
function cutCall({ messages, maxTokens }: ChatRequest, { tool, arguments: json }: { tool: string; arguments: string }) {
  const nameTokens = countTokens(tool);
  const kept = takeTokens(json, maxTokens === undefined ? undefined : Math.max(0, maxTokens - nameTokens));
  const id = `call_${messages.flatMap(({ toolCalls }) => toolCalls).length + 1}`;
  const call: Call = { id, type: "function", function: { name: tool, arguments: kept } };
  const finishReason = kept.length < json.length ? "length" : "tool_calls";
  return { fields: { content: null, tool_calls: [call] }, finishReason, tokens: nameTokens + countTokens(kept) };
}

/** Sends an answer in one piece or as a stream. */
export async function sendCompletion(response: ServerResponse, whole: Completion, stream: ChatRequest["stream"]) {
  if (stream === undefined) sendJson(response, 200, whole);
  else await sendEvents(response, listEvents(whole, stream));
}

/** The text of a stream, event by event: for each choice its deltas, then why it ended; at the very end the usage. */
export function* listEvents(
  { id, created, model, system_fingerprint, choices, usage, offline }: Completion,
  { includeUsage }: { includeUsage: boolean },
): Generator<string> {
  const head = { id, object: "chat.completion.chunk", created, model, system_fingerprint };
  const noUsage = includeUsage ? { usage: null } : {};
  const event = (chunk: object) => `data: ${JSON.stringify({ ...head, ...chunk })}\n\n`;
  for (const { index, message, finish_reason } of choices) {
    for (const delta of listDeltas(message)) {
      yield event({ choices: [{ index, delta, logprobs: null, finish_reason: null }], ...noUsage });
    }
    yield event({ choices: [{ index, delta: {}, logprobs: null, finish_reason }], ...noUsage, offline });
  }
  if (includeUsage) yield event({ choices: [], usage });
  yield "data: [DONE]\n\n";
}

/** A message in pieces: first its role, then its words, or each call with its arguments. */
function* listDeltas({ role, refusal, content, tool_calls: calls = [] }: Message): Generator<object> {
  yield { role, content: content === null ? null : "", refusal };
  for (const word of splitWords(content ?? "")) yield { content: word };
  for (const [index, { id, type, function: called }] of calls.entries()) {
    yield { tool_calls: [{ index, id, type, function: { name: called.name, arguments: "" } }] };
    for (const piece of splitWords(called.arguments)) yield { tool_calls: [{ index, function: { arguments: piece } }] };
  }
}

/** Words with the white space before them; joined, they are the text again. */
function splitWords(text: string): string[] {
  return text.match(/\s*\S+|\s+/g) ?? [];
}

/**
 * The token rule of this server: every started six letters or digits are one token, every other sign is one
 * (a Chinese, Japanese or Korean character counts alone), and white space goes with what follows it.
 * English prose comes to about 1.3 tokens a word, as with common tokenizers.
 */
const TOKEN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{M}\p{N}]{1,6}|\S/gu;

/** How many tokens a text has by the rule above. */
export function countTokens(text: string): number {
  let count = 0;
  for (const _piece of text.matchAll(TOKEN)) count++;
  return count;
}

/** The longest beginning of a text that has at most `limit` tokens. */
function takeTokens(text: string, limit = Number.POSITIVE_INFINITY): string {
  let count = 0;
  let end = 0;
  for (const { index, 0: token } of text.matchAll(TOKEN)) {
    if (count === limit) return text.slice(0, end);
    count++;
    end = index + token.length;
  }
  return text;
}

/** How many tokens a request has: its messages with their calls, its tools and its schema. */
export function countPromptTokens({ messages, tools, responseFormat }: ChatRequest): number {
  const schema = responseFormat.type === "json" ? responseFormat.schema : undefined;
  const texts = [
    ...messages.map(({ text }) => text),
    ...messages.flatMap(({ toolCalls }) => toolCalls.flatMap((call) => [call.name, call.arguments])),
    ...tools.map((tool) => JSON.stringify(tool)),
    schema === undefined ? "" : JSON.stringify(schema),
  ];
  return texts.reduce((total, text) => total + countTokens(text), messages.length * TOKENS_PER_MESSAGE);
}
