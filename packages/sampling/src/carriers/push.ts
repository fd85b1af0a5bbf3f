import { KitError, type SamplingRequest, type SamplingResult } from "@kit/protocol";
import type { Ask, AskOptions } from "../ask.ts";
import { createLimit } from "../create-limit.ts";
import { assertCanSample } from "./assert-can-sample.ts";
import { type LiveCall, runLive } from "./live.ts";

/** The most questions of one call that are open at a time: a client that answers few at once would let the rest time out. */
const MAX_IN_FLIGHT = 8;

/** What the push carrier needs of a call. */
export type PushCall<R> = Omit<LiveCall<R>, "ask" | "via"> & {
  /** Whether the client declared the `sampling` capability. */
  canSample: boolean;
  /** Sends `sampling/createMessage` and waits for the result; the time limit counts from the sending. */
  createMessage: (request: SamplingRequest, options: AskOptions) => Promise<SamplingResult>;
};

/**
 * The push carrier, protocol 2025-11-25: each question is sent to the client while the tool call stays open.
 *
 * @throws whatever the tool throws; its `sample()` rejects with "client_cannot_sample" before anything is sent.
 */
export async function runPush<R>(call: PushCall<R>): Promise<R> {
  const { canSample, createMessage } = call;
  const limit = createLimit(MAX_IN_FLIGHT);
  const ask: Ask = (request, options) =>
    limit(() => {
      assertCanSample(canSample);
      if (options.signal?.aborted)
        throw new KitError("cancelled", "The call was cancelled before this question was sent.");
      return createMessage(request, options);
    });
  return runLive({ ...call, ask, via: "push" });
}
