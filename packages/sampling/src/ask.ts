import type { SamplingRequest, SamplingResult } from "@kit/protocol";

/** How one question may be asked. */
export type AskOptions = {
  /** Gives up on the answer. */
  signal?: AbortSignal;
  /** How long to wait for the answer, in milliseconds. */
  timeoutMs?: number;
};

/**
 * The port under `sample()`: one sampling request in, one sampling result out. Every carrier implements it, and checks
 * the result against the specification.
 */
export type Ask = (request: SamplingRequest, options: AskOptions) => Promise<SamplingResult>;

/**
 * How a question travelled: pushed to the client, inside an `input_required` result, or not at all, because the
 * server asked a model itself.
 */
export type Via = "push" | "round-trip" | "direct";
