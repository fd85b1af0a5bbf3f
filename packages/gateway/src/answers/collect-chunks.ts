import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionMessageFunctionToolCall,
} from "openai/resources/chat/completions";
import type { Asked } from "../providers/resolve-provider.ts";
import { isRecord } from "../shared/is-record.ts";
import { describe } from "./to-gateway-error.ts";

/** Puts the chunks of an answer together. */
export function collectChunks() {
  const choices = new Map<number, ReturnType<typeof collectChoice>>();
  let isEmpty = true;
  let first: ChatCompletionChunk | undefined;
  let usage: ChatCompletionChunk["usage"];

  return {
    add(chunk: ChatCompletionChunk): void {
      isEmpty = false;
      if (!isRecord(chunk)) return;
      // Any chunk may bring the counts, and each replaces the one before: some providers count up as they go.
      usage = chunk.usage ?? usage;
      if (!Array.isArray(chunk.choices)) return;
      first ??= chunk;
      for (const choice of chunk.choices) {
        const collector = choices.get(choice.index) ?? collectChoice(choice.index);
        choices.set(choice.index, collector);
        collector.add(choice);
      }
    },
    /**
     * The whole answer.
     *
     * @throws {GatewayError} "stream_truncated" when a choice has no finish reason, "invalid_response" without a choice
     */
    finish(asked: Asked, headers: Headers): ChatCompletion {
      if (!first || choices.size === 0) throw describeNothing(asked, headers, isEmpty);
      const unfinished = [...choices.values()].some((choice) => !choice.isFinished());
      if (unfinished) throw describe("stream_truncated", asked, { seen: "a stream without a finish reason" });
      const { id, created, model, system_fingerprint, service_tier } = first;
      return {
        id,
        object: "chat.completion",
        created,
        model,
        choices: [...choices.values()].map((choice) => choice.toChoice()).sort((a, b) => a.index - b.index),
        ...(usage && { usage }),
        ...(system_fingerprint !== undefined && { system_fingerprint }),
        ...(service_tier !== undefined && { service_tier }),
      };
    },
  };
}

/** A stream that was cut before it began is truncated; what is no stream at all is no answer. */
function describeNothing(asked: Asked, headers: Headers, isEmpty: boolean) {
  const type = headers.get("content-type") ?? "no content type";
  const isCut = isEmpty && type.startsWith("text/event-stream");
  const seen = `HTTP 200, ${type}, and ${isEmpty ? "no chunk" : "no chunk with a choice"}`;
  return describe(isCut ? "stream_truncated" : "invalid_response", asked, { seen });
}

/** Puts the deltas of one choice together. */
function collectChoice(index: number) {
  const texts: Record<string, string> = {};
  const toolCalls = collectToolCalls();
  let logprobs: ChatCompletion.Choice["logprobs"] = null;
  let finishReason: ChatCompletion.Choice["finish_reason"] | undefined;

  return {
    add({ delta, finish_reason, logprobs: more }: ChatCompletionChunk.Choice): void {
      // Beside `content` and `refusal` providers have texts of their own: `reasoning`, `reasoning_content`.
      for (const [name, value] of Object.entries(delta ?? {})) {
        if (typeof value === "string" && name !== "role") texts[name] = (texts[name] ?? "") + value;
      }
      for (const piece of delta?.tool_calls ?? []) toolCalls.add(piece);
      if (more)
        logprobs = { content: join(logprobs?.content, more.content), refusal: join(logprobs?.refusal, more.refusal) };
      if (finish_reason) finishReason = finish_reason;
    },
    /** Whether the provider has said why it stopped. */
    isFinished: () => finishReason !== undefined,
    toChoice(): ChatCompletion.Choice {
      const calls = toolCalls.toList();
      const message = { role: "assistant" as const, content: null, refusal: null, ...texts };
      return {
        index,
        finish_reason: finishReason ?? "stop",
        logprobs,
        message: calls.length > 0 ? { ...message, tool_calls: calls } : message,
      };
    },
  };
}

function join<T>(before: T[] | null | undefined, more: T[] | null | undefined): T[] | null {
  return before || more ? [...(before ?? []), ...(more ?? [])] : null;
}

type ToolCallDelta = ChatCompletionChunk.Choice.Delta.ToolCall;

/** A tool call while its arguments are written. */
type Draft = ChatCompletionMessageFunctionToolCall & {
  readonly index: number | undefined;
};

/** Puts the pieces of tool calls together, in the order in which the calls begin. */
function collectToolCalls() {
  const drafts: Draft[] = [];
  const begin = ({ index, id = "" }: ToolCallDelta): Draft => {
    const draft = { index, id, type: "function" as const, function: { name: "", arguments: "" } };
    drafts.push(draft);
    return draft;
  };
  return {
    add(delta: ToolCallDelta): void {
      const draft = findDraft(drafts, delta) ?? begin(delta);
      // The name comes whole; some providers repeat it with every piece.
      draft.function.name ||= delta.function?.name ?? "";
      draft.function.arguments += delta.function?.arguments ?? "";
    },
    toList: (): ChatCompletionMessageFunctionToolCall[] => drafts.map(({ index: _, ...call }) => call),
  };
}

/** Some providers give every call the same index, or none: then another id begins another call. */
function findDraft(drafts: readonly Draft[], { index, id }: ToolCallDelta): Draft | undefined {
  const draft = drafts.findLast((draft) => index === undefined || index === null || draft.index === index);
  return draft && id && draft.id && draft.id !== id ? drafts.find((draft) => draft.id === id) : draft;
}
