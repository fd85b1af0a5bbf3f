import type { KitError, SamplingRequest, SamplingResult } from "@kit/protocol";
import type { Origin } from "./sampling-turn.ts";

/** What happens to a sampling request, told as it happens. */
export type SamplingEvent =
  | { type: "requested"; request: SamplingRequest; origin: Origin }
  | { type: "model-chosen"; model: string; reason: string }
  | {
      type: "generated";
      provider: string;
      model: string;
      inputTokens: number | undefined;
      outputTokens: number | undefined;
      latencyMs: number;
      costUsd: number | undefined;
      warnings: readonly string[];
    }
  | { type: "replied"; result: SamplingResult }
  | { type: "failed"; error: KitError };

/** Sees what happens to sampling requests. */
export type SamplingObserver = (event: SamplingEvent) => void;
