import type { Call } from "../call/call.ts";
import type { CompletionReply } from "../completion-reply.ts";
import type { ErrorKind } from "../errors/error-kinds.ts";
import type { Budget } from "./budget.ts";
import type { Deployment } from "./deployment.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { untilAborted } from "./until-aborted.ts";

/** Leave to send one request: its share of budget and limits, held until it ends. */
export interface Lease {
  readonly isRefused: false;
  readonly settle: (outcome: CompletionReply | ErrorKind) => Promise<void>;
  /** Gives all back: the request is not sent. */
  readonly cancel: () => Promise<void>;
}

/** No leave in this minute. */
export interface Refusal {
  readonly isRefused: true;
  readonly retryAfterMs: number;
}

/**
 * Takes what a request needs, in an order in which nothing is lost when the next step refuses.
 *
 * @throws {GatewayError} "budget_exceeded" when the budget refuses
 */
export async function openLease(
  { rateLimits, parallelLimit, count }: Deployment,
  call: Call,
  budget: Budget | undefined,
  signal: AbortSignal,
): Promise<Lease | Refusal> {
  const needsEstimate = budget !== undefined || rateLimits !== undefined;
  const estimate = needsEstimate
    ? await estimateTokens(call.body)
    : { inputTokens: 0, outputTokens: 0, totalTokens: 0 };
  const reservation = await budget?.reserve(call, estimate);
  const admission = await rateLimits?.admit(estimate.totalTokens);
  if (admission?.isAdmitted === false) {
    reservation?.settle("no_deployment");
    return { isRefused: true, retryAfterMs: admission.retryAfterMs };
  }
  const giveBack = async () => {
    reservation?.settle("no_deployment");
    await admission?.cancel();
  };
  let free: (() => void) | undefined;
  try {
    free = parallelLimit && (await untilAborted(signal, parallelLimit.take(signal)));
  } catch (error) {
    await giveBack();
    throw error;
  }
  count.active += 1;
  const leave = () => {
    free?.();
    count.active -= 1;
  };
  return {
    isRefused: false,
    async settle(outcome) {
      leave();
      if (typeof outcome === "string") count.failures += 1;
      reservation?.settle(outcome);
      const usage = typeof outcome === "string" ? undefined : outcome.kit.usage;
      await admission?.settle(usage?.totalTokens ?? estimate.totalTokens);
    },
    async cancel() {
      leave();
      await giveBack();
    },
  };
}
