import { estimateTokens } from "../cost/cost.ts";
import type { ErrorKind } from "../errors/error-kinds.ts";
import type { CompletionReply } from "../shared/completion.ts";
import { untilAborted } from "../shared/deadline.ts";
import type { DeploymentSettings } from "./router-settings.ts";

/** How many requests were sent, how many failed, and how many are on their way. */
export type RequestCount = { requests: number; failures: number; active: number };

/** The permission to send one request: its share of the limits, held until it ends. */
export type Lease = {
  readonly settle: (outcome: CompletionReply | ErrorKind) => void;
  /** Gives all back: the request is not sent. */
  readonly cancel: () => void;
};

/** No permission in this minute. */
export type Refusal = { readonly retryAfterMs: number };

/** The limits of one deployment. */
export type Limits = {
  /** Whether a request would have to wait until another one ends. */
  readonly isFull: () => boolean;
  /** Refuses what is over a limit by the minute; what is over the limit of parallel requests waits. */
  readonly take: (body: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<Lease | Refusal>;
};

const MINUTE_MS = 60_000;

export function createLimits(
  { rpm = Infinity, tpm = Infinity, maxParallel = Infinity }: DeploymentSettings,
  count: RequestCount,
): Limits {
  let minute = { requests: 0, tokens: 0, endsAt: 0 };
  const waiting: (() => void)[] = [];
  const isFull = () => count.active >= maxParallel;
  /** Frees a place, or hands it to who has waited longest. */
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else count.active -= 1;
  };
  /** Takes a place. Who waits gets that of another, so that nobody comes in between. */
  const enter = async (signal: AbortSignal) => {
    if (!isFull()) {
      count.active += 1;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    await untilAborted(signal, promise).catch((error: unknown) => {
      const place = waiting.indexOf(resolve);
      if (place >= 0) waiting.splice(place, 1);
      else leave();
      throw error;
    });
  };

  return {
    isFull,
    async take(body, signal) {
      const estimate = tpm === Infinity ? 0 : (await estimateTokens(body)).totalTokens;
      // A request that is larger than the limit passes when nothing else does: an estimate is no reason to refuse it.
      const points = Math.min(estimate, tpm);
      const now = Date.now();
      if (now >= minute.endsAt) minute = { requests: 0, tokens: 0, endsAt: now + MINUTE_MS };
      // What is corrected later counts in the minute from which it was taken.
      const taken = minute;
      if (taken.requests >= rpm || taken.tokens + points > tpm) return { retryAfterMs: taken.endsAt - now };
      taken.requests += 1;
      taken.tokens += points;
      const giveBack = () => {
        taken.requests -= 1;
        taken.tokens -= points;
      };
      await enter(signal).catch((error: unknown) => {
        giveBack();
        throw error;
      });
      return {
        settle(outcome) {
          leave();
          const isFailure = typeof outcome === "string";
          if (isFailure) count.failures += 1;
          const used = isFailure ? undefined : outcome.kit.usage?.totalTokens;
          taken.tokens += (used ?? estimate) - points;
        },
        cancel() {
          leave();
          giveBack();
        },
      };
    },
  };
}
