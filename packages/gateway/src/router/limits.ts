import type { RateLimiterMemory } from "rate-limiter-flexible";
import { estimateTokens } from "../cost/cost.ts";
import type { ErrorKind } from "../errors/error-kinds.ts";
import type { CompletionReply } from "../shared/completion.ts";
import { untilAborted } from "../shared/deadline.ts";
import { load, once } from "../shared/load.ts";
import type { DeploymentSettings } from "./router-settings.ts";

/** How many requests were sent, how many failed, and how many are on their way. */
export type RequestCount = { requests: number; failures: number; active: number };

/** The permission to send one request: its share of the limits, held until it ends. */
export type Lease = {
  readonly settle: (outcome: CompletionReply | ErrorKind) => Promise<void>;
  /** Gives all back: the request is not sent. */
  readonly cancel: () => Promise<void>;
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

export function createLimits({ rpm, tpm, maxParallel }: DeploymentSettings, count: RequestCount): Limits {
  const limiters = once(() => Promise.all([createLimiter(rpm), createLimiter(tpm)]));
  const places = maxParallel === undefined ? undefined : createPlaces(maxParallel);
  return {
    isFull: () => places?.isFull() ?? false,
    async take(body, signal) {
      const [requests, tokens] = await limiters();
      const estimate = tokens ? (await estimateTokens(body)).totalTokens : 0;
      // A request that is larger than the limit passes when nothing else does: an estimate is no reason to refuse it.
      const points = Math.min(estimate, tpm ?? 0);
      const requestWaitMs = await consume(requests, 1);
      if (requestWaitMs !== undefined) return { retryAfterMs: requestWaitMs };
      const tokenWaitMs = await consume(tokens, points);
      if (tokenWaitMs !== undefined) {
        await correct(requests, -1);
        return { retryAfterMs: tokenWaitMs };
      }
      const giveBack = async () => void (await Promise.all([correct(requests, -1), correct(tokens, -points)]));
      const free = await places?.take(signal).catch(async (error: unknown) => {
        await giveBack();
        throw error;
      });
      count.active += 1;
      const leave = () => {
        free?.();
        count.active -= 1;
      };
      return {
        async settle(outcome) {
          leave();
          const isFailure = typeof outcome === "string";
          if (isFailure) count.failures += 1;
          const used = isFailure ? undefined : outcome.kit.usage?.totalTokens;
          await correct(tokens, (used ?? estimate) - points);
        },
        async cancel() {
          leave();
          await giveBack();
        },
      };
    },
  };
}

/** Lets so many requests go at the same time. */
function createPlaces(maxParallel: number) {
  const open = once(async () => (await load.cockatiel()).bulkhead(maxParallel, Number.POSITIVE_INFINITY));
  let taken = 0;
  return {
    isFull: () => taken >= maxParallel,
    /** Waits for a free place, in order of arrival, and gives what frees it again. */
    async take(signal: AbortSignal): Promise<() => void> {
      taken += 1;
      const place = Promise.withResolvers<() => void>();
      // A bulkhead counts work that runs: here it runs until the place is freed.
      const hold = () => new Promise<void>((free) => place.resolve(free));
      const bulkhead = await open();
      const held = bulkhead.execute(hold, signal).finally(() => {
        taken -= 1;
      });
      held.catch(place.reject);
      return untilAborted(signal, place.promise);
    },
  };
}

/** A limiter counts for one deployment only. */
const KEY = "deployment";

/** Counts by the minute. */
async function createLimiter(points: number | undefined): Promise<RateLimiterMemory | undefined> {
  if (points === undefined) return undefined;
  const { RateLimiterMemory } = await load.rateLimiter();
  return new RateLimiterMemory({ points, duration: 60 });
}

/** Undefined, or the milliseconds to the next window. The limiter counts a refused request too: that is taken back. */
async function consume(limiter: RateLimiterMemory | undefined, points: number): Promise<number | undefined> {
  try {
    await limiter?.consume(KEY, points);
    return undefined;
  } catch (refusal) {
    const { RateLimiterRes } = await load.rateLimiter();
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    await limiter?.reward(KEY, points);
    return refusal.msBeforeNext;
  }
}

/** Corrects the estimate. What was too much is given back only while the window that it was taken from is open. */
async function correct(limiter: RateLimiterMemory | undefined, difference: number): Promise<void> {
  if (!limiter || difference === 0) return;
  if (difference > 0) await limiter.penalty(KEY, difference);
  else if (((await limiter.get(KEY))?.consumedPoints ?? 0) >= -difference) await limiter.reward(KEY, -difference);
}
