import type { Call } from "../call/call.ts";
import type { CompletionReply } from "../completion-reply.ts";
import type { ErrorKind } from "../errors/error-kinds.ts";
import type { Budget } from "./budget.ts";
import type { Deployment } from "./deployment.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { untilAborted } from "./until-aborted.ts";

/** Leave to send one request: its share of budget and limits, held until it ends. */
export interface Lease {
  readonly isGranted: true;
  readonly settle: (outcome: CompletionReply | ErrorKind) => Promise<void>;
}

/** No leave in this minute. */
export interface Refusal {
  readonly isGranted: false;
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
    return { isGranted: false, retryAfterMs: admission.retryAfterMs };
  }
  let free: (() => void) | undefined;
  try {
    free = parallelLimit && (await untilAborted(signal, parallelLimit.take(signal)));
  } catch (error) {
    reservation?.settle("no_deployment");
    await admission?.settle(0);
    throw error;
  }
  count.requests += 1;
  count.active += 1;
  return {
    isGranted: true,
    async settle(outcome) {
      free?.();
      count.active -= 1;
      if (typeof outcome === "string") count.failures += 1;
      reservation?.settle(outcome);
      const usage = typeof outcome === "string" ? undefined : outcome.kit.usage;
      await admission?.settle(usage?.totalTokens ?? estimate.totalTokens);
    },
  };
}
