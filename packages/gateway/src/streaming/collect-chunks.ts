import type { ChatCompletion, ChatCompletionChunk } from "openai/resources/chat/completions";
import { type Asked, describe } from "../errors/to-gateway-error.ts";
import { isRecord } from "../is-record.ts";
import { type ChoiceCollector, collectChoice } from "./collect-choice.ts";

/** An answer while it is written. */
export interface ChunkCollector {
  readonly add: (chunk: ChatCompletionChunk) => void;
  /**
   * The whole answer.
   *
   * @throws {GatewayError} "stream_truncated" when a choice has no finish reason, "invalid_response" without a choice
   */
  readonly finish: (asked: Asked, headers: Headers) => ChatCompletion;
}

/** Puts the chunks of an answer together. */
export function collectChunks(): ChunkCollector {
  const choices = new Map<number, ChoiceCollector>();
  let isEmpty = true;
  let first: ChatCompletionChunk | undefined;
  let usage: ChatCompletionChunk["usage"];

  return {
    add(chunk) {
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
    finish(asked, headers) {
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
