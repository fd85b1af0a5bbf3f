import { KitError, type SamplingRequest, type SamplingResult } from "@kit/protocol";
import type { Ask, AskOptions } from "../ask.ts";
import { copyJson } from "../json-value.ts";
import { createSample } from "../sample.ts";
import type { ToolContext } from "../tool-context.ts";

/** What the push carrier needs of a connection. */
export type PushConnection = {
  /** Whether the client declared the `sampling` capability. */
  canSample: boolean;
  /** Sends `sampling/createMessage` and waits for the result. */
  createMessage: (request: SamplingRequest, options: AskOptions) => Promise<SamplingResult>;
  /** Aborts when the tool call is cancelled. */
  signal: AbortSignal;
};

/**
 * The push carrier, protocol 2025-11-25: each question is sent to the client while the tool call stays open.
 *
 * @throws {KitError} "client_cannot_sample" from `sample()`, before anything is sent.
 */
export function createPushContext({ canSample, createMessage, signal }: PushConnection): ToolContext {
  const ask: Ask = async (request, options) => {
    assertCanSample(canSample);
    return createMessage(request, { ...options, signal });
  };
  return {
    sample: createSample(ask, "push"),
    step: async (name, run) => copyJson(await run(), `The result of step "${name}"`),
    signal,
  };
}

/** @throws {KitError} "client_cannot_sample" when the client did not declare the capability. */
export function assertCanSample(canSample: boolean): void {
  if (canSample) return;
  throw new KitError(
    "client_cannot_sample",
    "This tool asks the client's model, and the client did not declare the sampling capability. Use a client that does.",
  );
}
