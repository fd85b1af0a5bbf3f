import type { KitError, SamplingRequest, SamplingResult } from "@kit/protocol";
import type { Decision } from "../decision.ts";
import type { Origin } from "../origin.ts";

/** What asking a model took. */
export type Generation = {
  provider: string;
  model: string;
  /** Absent when the provider does not say. */
  inputTokens: number | undefined;
  outputTokens: number | undefined;
  latencyMs: number;
  /** Absent when nobody knows the price. */
  costUsd: number | undefined;
  /** What the gateway dropped or changed in the request. */
  warnings: readonly string[];
};

/**
 * What happens to a sampling request, told as it happens; `id` tells requests apart. `userMs` is how long the request
 * waited for the user.
 */
export type SamplingEvent = { id: number } & (
  | { type: "requested"; request: SamplingRequest; origin: Origin }
  | { type: "model-chosen"; model: string; reason: string }
  | { type: "decided"; decision: Decision; userMs: number; edited: SamplingRequest | undefined }
  | ({ type: "generated" } & Generation)
  | { type: "replied"; result: SamplingResult }
  | { type: "failed"; error: KitError }
);

/** Sees what happens to sampling requests. */
export type SamplingObserver = (event: SamplingEvent) => void;
