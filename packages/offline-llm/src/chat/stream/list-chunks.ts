import type { StreamOptions } from "../chat-request.ts";
import type { Completion, CompletionUsage } from "../completion.ts";
import { type Delta, listDeltas } from "./list-deltas.ts";

/** One event of a stream: OpenAI's `chat.completion.chunk`. */
export interface Chunk {
  id: string;
  object: "chat.completion.chunk";
  created: number;
  model: string;
  system_fingerprint: string;
  choices: { index: number; delta: Delta; logprobs: null; finish_reason: string | null }[];
  /** Only with `include_usage`: null in every chunk but the last. */
  usage?: CompletionUsage | null;
}

/** Tells an answer in chunks: for each choice its deltas, then why it ended; at the very end the usage, if asked for. */
export function* listChunks(completion: Completion, { includeUsage }: StreamOptions): Generator<Chunk> {
  const { id, created, model, system_fingerprint, usage } = completion;
  const head = { id, object: "chat.completion.chunk", created, model, system_fingerprint } as const;
  const noUsage = includeUsage ? { usage: null } : {};
  for (const { index, message, finish_reason } of completion.choices) {
    for (const delta of listDeltas(message)) {
      yield { ...head, choices: [{ index, delta, logprobs: null, finish_reason: null }], ...noUsage };
    }
    yield { ...head, choices: [{ index, delta: {}, logprobs: null, finish_reason }], ...noUsage };
  }
  if (includeUsage) yield { ...head, choices: [], usage };
}
