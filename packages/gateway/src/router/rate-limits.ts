import type { RateLimiterMemory } from "rate-limiter-flexible";
import { load } from "../load.ts";
import type { DeploymentSettings } from "./router-settings.ts";

const MINUTE_S = 60;
/** A limiter counts for one deployment only. */
const KEY = "deployment";

/** Leave to send a request, or how long there is none. */
export type Admission =
  | {
      readonly isAdmitted: true;
      readonly settle: (tokens: number) => Promise<void>;
      readonly cancel: () => Promise<void>;
    }
  | { readonly isAdmitted: false; readonly retryAfterMs: number };

/** Counts requests and tokens by the minute. */
export interface RateLimits {
  readonly admit: (estimatedTokens: number) => Promise<Admission>;
}

/** The limits of a deployment; undefined when it has none. */
export function createRateLimits({ rpm, tpm }: DeploymentSettings): RateLimits | undefined {
  if (rpm === undefined && tpm === undefined) return undefined;
  let limiters: Promise<readonly (RateLimiterMemory | undefined)[]> | undefined;
  return {
    async admit(estimatedTokens) {
      limiters ??= Promise.all([createLimiter(rpm), createLimiter(tpm)]);
      const [requests, tokens] = await limiters;
      // A request that is larger than the limit passes when nothing else does: an estimate is no reason to refuse it.
      const points = Math.min(estimatedTokens, tpm ?? 0);
      const refusedRequest = await consume(requests, 1);
      if (refusedRequest !== undefined) return { isAdmitted: false, retryAfterMs: refusedRequest };
      const refusedTokens = await consume(tokens, points);
      const giveRequestBack = () => correct(requests, -1);
      if (refusedTokens === undefined) {
        const settle = (used: number) => correct(tokens, used - points);
        const cancel = async () => void (await Promise.all([settle(0), giveRequestBack()]));
        return { isAdmitted: true, settle, cancel };
      }
      await giveRequestBack();
      return { isAdmitted: false, retryAfterMs: refusedTokens };
    },
  };
}

async function createLimiter(points: number | undefined): Promise<RateLimiterMemory | undefined> {
  if (points === undefined) return undefined;
  const { RateLimiterMemory } = await load.rateLimiter();
  return new RateLimiterMemory({ points, duration: MINUTE_S });
}

/** Undefined, or the milliseconds to the next window. The limiter counts a refused request too: that is taken back. */
async function consume(limiter: RateLimiterMemory | undefined, points: number): Promise<number | undefined> {
  if (!limiter) return undefined;
  try {
    await limiter.consume(KEY, points);
    return undefined;
  } catch (refusal) {
    const { RateLimiterRes } = await load.rateLimiter();
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    await limiter.reward(KEY, points);
    return refusal.msBeforeNext;
  }
}

/** Corrects the estimate. What was too much is given back only while the window that it was taken from is open. */
async function correct(limiter: RateLimiterMemory | undefined, difference: number): Promise<void> {
  if (!limiter || difference === 0) return;
  if (difference > 0) await limiter.penalty(KEY, difference);
  else if (((await limiter.get(KEY))?.consumedPoints ?? 0) >= -difference) await limiter.reward(KEY, -difference);
}
