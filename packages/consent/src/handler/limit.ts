import { GatewayError, mayBeBilled } from "@kit/gateway";
import { KitError } from "@kit/protocol";
import type { Ledger } from "../ledger/open-ledger.ts";
import type { Used } from "../ledger/reservations.ts";
import type { Account } from "./account.ts";
import type { Candidate } from "./candidates.ts";
import { type Estimate, estimateRequest } from "./estimate-request.ts";
import { type SamplingStep, type SamplingTurn, toolsOf } from "./sampling-turn.ts";

/** Options of {@link limit}. */
export type LimitOptions = {
  ledger: Ledger;
  /** The models that may be chosen: what may answer under a name sets its price. */
  candidates: readonly Candidate[];
  /**
   * For how long a request counts whose process has died, in milliseconds: more than approval and answer may take.
   * Default: one hour.
   */
  holdMs?: number;
};

const HOLD_MS = 60 * 60 * 1000;

/**
 * Keeps the limits of the ruling: sets aside in the ledger what the request may use, and puts what it has used in the
 * place of that when it has ended. Also without any limit: one may be set later in the day.
 *
 * @throws {KitError} "limit_reached" before anybody is asked, "ledger_unusable" when nobody can tell what is left.
 */
export function limit({ ledger, candidates, holdMs = HOLD_MS }: LimitOptions): SamplingStep {
  return async (turn, next) => {
    const { account, request, model, ruling } = turn;
    if (model === undefined) throw new Error("A model is chosen before limit.");
    Object.assign(account, { model, asked: request, keepsContent: ruling?.log === "content" } satisfies Account);
    const estimate = await estimateRequest(request, idsOf(model, candidates));
    const reservation = reserve(ledger, turn, estimate, holdMs);
    const result = await next({ ...turn, estimate }).catch((error: unknown) => {
      if (account.sent === undefined || isUnbilled(error)) ledger.release(reservation);
      else ledger.settle(reservation, used(account, estimate));
      throw error;
    });
    ledger.settle(reservation, used(account, estimate));
    return result;
  };
}

function idsOf(model: string, candidates: readonly Candidate[]): readonly string[] {
  return candidates.find((candidate) => candidate.model === model)?.ids ?? [model];
}

function reserve(ledger: Ledger, turn: SamplingTurn, estimate: Estimate, holdMs: number): number {
  const { origin, ruling, account } = turn;
  const now = Date.now();
  try {
    return ledger.reserve({
      server: origin.server,
      tools: toolsOf(origin),
      limits: ruling?.limits ?? {},
      toolLimits: ruling?.toolLimits ?? [],
      tokens: estimate.inputTokens + estimate.outputTokens,
      costUsd: estimate.costUsd,
      expiresAt: now + holdMs,
      now,
    });
  } catch (error) {
    if (error instanceof KitError && error.code === "limit_reached") account.decision = "limit";
    throw error;
  }
}

/** What nobody has told counts as it was estimated: a provider may bill an answer that never came. */
function used({ generation }: Account, estimate: Estimate): Used {
  return {
    tokens: (generation?.inputTokens ?? estimate.inputTokens) + (generation?.outputTokens ?? estimate.outputTokens),
    costUsd: generation?.costUsd ?? estimate.costUsd,
  };
}

function isUnbilled(error: unknown): boolean {
  return error instanceof GatewayError && !mayBeBilled(error.kind);
}
