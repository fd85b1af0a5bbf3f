import type { ErrorKind } from "../../errors/error-kinds.ts";

/** What the gateway must make of an answer. */
export type Reading = {
  readonly text?: string | null;
  /** The tools called, each with its arguments as parsed; undefined where they are no JSON object. */
  readonly calls?: readonly (readonly [name: string, args: object | undefined])[];
  readonly finish?: string;
  /** The model that is said to have answered. Default: `some-model`. */
  readonly model?: string;
};

/** One answer with status 200 as a provider sends it, at once and as a stream. Facts of shape; the texts are made up. */
export type Recording = {
  readonly from: string;
  /** The provider that answers so. */
  readonly provider: string;
  /** The body of a whole answer. */
  readonly body: unknown;
  /** The same as a stream. */
  readonly chunks: readonly unknown[];
} & ({ readonly reads: Reading } | { readonly fails: ErrorKind; readonly says: string });

const HEAD = { id: "gen-1", created: 1_790_000_000, model: "some-model" };
const USAGE = { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 };

/** A body with this message and finish reason. */
export function body(message: unknown, finish_reason: unknown = "stop", more: object = {}) {
  return { ...HEAD, object: "chat.completion", choices: [{ index: 0, message, finish_reason }], usage: USAGE, ...more };
}

/** Chunks with these deltas, and a last one with the finish reason. */
export function chunks(deltas: readonly unknown[], finish_reason: unknown = "stop", more: object = {}) {
  const chunk = (choice: object) => ({
    ...{ ...HEAD, object: "chat.completion.chunk", ...more },
    choices: [{ index: 0, finish_reason: null, ...choice }],
  });
  return [...deltas.map((delta) => chunk({ delta })), chunk({ delta: {}, finish_reason })];
}

/** The same message whole and in one delta. */
export function both(message: Record<string, unknown>, finish_reason: unknown = "stop") {
  return {
    body: body({ role: "assistant", ...message }, finish_reason),
    chunks: chunks([{ role: "assistant", ...message }], finish_reason),
  };
}

/** A tool call as OpenAI has it. */
export function call(id: unknown, name: string, args: unknown) {
  return { id, type: "function", function: { name, arguments: args } };
}
