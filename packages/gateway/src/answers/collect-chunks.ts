import type { ChatCompletion, ChatCompletionChunk } from "openai/resources/chat/completions";
import type { CompletionUsage } from "openai/resources/completions";
import type { Asked } from "../providers/resolve-provider.ts";
import { isRecord, parseJSON } from "../shared/is-record.ts";
import {
  findChoiceError,
  listCalls,
  messageOf,
  readCall,
  readChoice,
  readModel,
  readText,
  saysError,
  stopReasonOf,
} from "./read-answer.ts";
import { createThoughtFilter } from "./thoughts.ts";
import { describe, fromErrorBody } from "./to-gateway-error.ts";

/** What a chunk says of the whole answer; the first that says it counts. */
const HEAD = ["id", "created", "model", "system_fingerprint", "service_tier"] as const;

/** Puts the chunks of an answer together. */
export function collectChunks(asked: Asked) {
  const choices = new Map<number, ReturnType<typeof collectChoice>>();
  const head: Record<string, unknown> = {};
  let isEmpty = true;
  let usage: CompletionUsage | undefined;

  return {
    /** Takes a chunk, and gives it with a list of choices, a delta in each, and no thoughts; undefined for none. */
    add(chunk: unknown): ChatCompletionChunk | undefined {
      isEmpty = false;
      if (!isRecord(chunk)) return undefined;
      if (saysError(chunk)) throw fromErrorBody(chunk, undefined, asked, undefined, "server");
      // Any chunk may bring the counts, and each replaces the one before: some providers count up as they go.
      for (const holder of [chunk, chunk.x_groq, chunk.choices].flat()) {
        if (isRecord(holder) && isRecord(holder.usage)) usage = holder.usage as unknown as CompletionUsage;
      }
      if (!Array.isArray(chunk.choices)) return undefined;
      for (const name of HEAD) head[name] ||= chunk[name];
      const shown = list(chunk.choices).map((choice, position) => {
        const error = findChoiceError(choice);
        if (error) throw fromErrorBody({ error }, undefined, asked, undefined, "server");
        const index = typeof choice.index === "number" ? choice.index : position;
        const collector = choices.get(index) ?? collectChoice(index);
        choices.set(index, collector);
        return { ...choice, index, delta: collector.add(choice) };
      });
      return { ...chunk, choices: shown } as unknown as ChatCompletionChunk;
    },
    /** Whether every choice has said why it stopped: what may still come says nothing more. */
    isWhole: () => choices.size > 0 && [...choices.values()].every((choice) => choice.isFinished()),
    /** The whole answer, or what is missing of it as an error. */
    finish(headers: Headers): ChatCompletion {
      if (choices.size === 0) throw describeNothing(asked, headers, isEmpty);
      if (!this.isWhole()) throw describe("stream_truncated", asked, { seen: "a stream without a finish reason" });
      const said = Object.fromEntries(Object.entries(head).filter(([, value]) => value !== undefined));
      return {
        ...{ id: "", created: 0, ...said, model: readModel(head.model, asked.model.name) },
        object: "chat.completion",
        choices: [...choices.values()].map((choice) => choice.toChoice()).sort((a, b) => a.index - b.index),
        ...(usage && { usage }),
      };
    },
  };
}

function list(values: readonly unknown[]): Record<string, unknown>[] {
  return values.filter(isRecord);
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
  const lists: Record<string, unknown[]> = {};
  const drafts: Draft[] = [];
  const thoughts = createThoughtFilter();
  let logprobs: ChatCompletion.Choice["logprobs"] = null;
  let finishReason: string | undefined;

  return {
    /** Takes a delta, and gives it as it is to be shown. A provider that does not stream sends a message in its place. */
    add(choice: Record<string, unknown>): Record<string, unknown> {
      const { logprobs: more } = choice;
      const given = messageOf(choice) ?? {};
      // A message that comes behind its pieces says nothing new.
      const isRepeated = !isRecord(choice.delta) && Boolean(texts.content) && isRecord(choice.message);
      const content = isRepeated ? "" : readText(given.content);
      // Beside `content` providers have texts and lists of their own: `reasoning_content`, `reasoning_details`.
      for (const [name, value] of Object.entries({ ...given, content })) {
        if (typeof value === "string" && name !== "role") texts[name] = (texts[name] ?? "") + value;
        if (Array.isArray(value) && name !== "tool_calls") lists[name] = [...(lists[name] ?? []), ...value];
      }
      for (const piece of listCalls(given)) addPiece(drafts, piece);
      if (isRecord(more)) {
        logprobs = { content: join(logprobs?.content, more.content), refusal: join(logprobs?.refusal, more.refusal) };
      }
      const reason = stopReasonOf(choice);
      finishReason = reason ?? finishReason;
      const said = thoughts.push(content ?? "") + (reason ? thoughts.end() : "");
      return said === (given.content ?? "") ? given : { ...given, content: said };
    },
    /** Whether the provider has said why it stopped. */
    isFinished: () => finishReason !== undefined,
    toChoice(): ChatCompletion.Choice {
      const calls = drafts.map(({ index: _, ...call }) => call);
      const message = { content: null, ...texts, ...lists, tool_calls: calls };
      return readChoice({ index, finish_reason: finishReason, logprobs, message }, index);
    },
  };
}

function join<T>(before: T[] | null | undefined, more: unknown): T[] | null {
  return before || Array.isArray(more) ? [...(before ?? []), ...(Array.isArray(more) ? more : [])] : null;
}

/** A tool call while its arguments are written. */
type Draft = {
  readonly index: unknown;
  id: string;
  readonly function: { name: string; arguments: string };
};

/** Puts a piece to the tool call that it belongs to, or begins one, in the order in which the calls begin. */
function addPiece(drafts: Draft[], piece: Record<string, unknown>): void {
  const { id, name, args } = readCall(piece);
  const begun = findDraft(drafts, piece);
  // Some providers send a call once more when it is whole.
  if (begun && args === begun.function.arguments && isRecord(parseJSON(args))) return;
  const draft = begun ?? { index: piece.index, id, function: { name: "", arguments: "" } };
  if (!begun) drafts.push(draft);
  const { function: _, id: __, index: ___, ...own } = piece;
  Object.assign(draft, own);
  draft.id ||= id;
  // The name comes whole; some providers repeat it with every piece.
  draft.function.name ||= name;
  draft.function.arguments += args;
}

/**
 * Some providers give every call the same index, or none: then another id begins another call, or another name. Some
 * give every piece another id: without a name, it goes on with arguments that are not whole.
 */
function findDraft(drafts: readonly Draft[], piece: Record<string, unknown>): Draft | undefined {
  const { id, name } = readCall(piece);
  const last = drafts.findLast(({ index }) => typeof piece.index !== "number" || index === piece.index);
  if (last && id && last.id && last.id !== id) {
    const goesOn = !name && typeof piece.index === "number" && parseJSON(last.function.arguments) === undefined;
    return drafts.find((draft) => draft.id === id) ?? (goesOn ? last : undefined);
  }
  const isNext =
    last && !id && name && (last.function.name !== name || parseJSON(last.function.arguments) !== undefined);
  return isNext && last.function.name ? undefined : last;
}
