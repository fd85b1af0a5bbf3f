import type { Call } from "../call/call.ts";
import type { CompletionReply } from "../completion-reply.ts";
import { estimateCostUsd } from "../cost/estimate-cost.ts";
import type { ErrorKind } from "../errors/error-kinds.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import { mayBeBilled } from "../errors/may-be-billed.ts";
import type { TokenUsage } from "../read-usage.ts";
import type { BudgetSettings } from "./router-settings.ts";

/** What is set aside for a request until it ends. */
export interface Reservation {
  readonly settle: (outcome: CompletionReply | ErrorKind) => void;
}

/** What a router has spent, and what it may spend. */
export interface BudgetSnapshot {
  readonly spentUsd: number;
  readonly spentTokens: number;
  readonly limitUsd: number | undefined;
  readonly limitTokens: number | undefined;
}

export interface Budget {
  /** @throws {GatewayError} "budget_exceeded" when the request may cost more than is left, or nobody knows what it costs */
  readonly reserve: (call: Call, estimate: TokenUsage) => Promise<Reservation>;
  readonly snapshot: () => BudgetSnapshot;
}

export function createBudget(limits: BudgetSettings, onRefuse: (model: string, reason: string) => void): Budget {
  const { usd: limitUsd, tokens: limitTokens } = limits;
  const spent = { usd: 0, tokens: 0 };
  const reserved = { usd: 0, tokens: 0 };
  let isUnknown = false;

  function refuse(model: string, reason: string): never {
    onRefuse(model, reason);
    throw new GatewayError("budget_exceeded", { model, seen: reason });
  }

  return {
    snapshot: () => ({ spentUsd: spent.usd, spentTokens: spent.tokens, limitUsd, limitTokens }),
    async reserve({ asked: { model } }, estimate) {
      const price = limitUsd === undefined ? 0 : await estimateCostUsd(model.id, estimate);
      // A provider that tells its prices with the answers need not be in the table.
      if (price === undefined && !model.provider.costFrom)
        refuse(model.id, "nobody tells the price of this model, and the budget is in US dollars");
      if (isUnknown) refuse(model.id, "an answer came without its price, so nobody knows what is left");
      const { totalTokens: tokens } = estimate;
      const usd = price ?? 0;
      if (limitUsd !== undefined && spent.usd + reserved.usd + usd > limitUsd)
        refuse(model.id, `${limitUsd} US dollars are spent or set aside`);
      if (limitTokens !== undefined && spent.tokens + reserved.tokens + tokens > limitTokens)
        refuse(model.id, `${limitTokens} tokens are used or set aside`);
      reserved.usd += usd;
      reserved.tokens += tokens;
      return {
        settle(outcome) {
          reserved.usd -= usd;
          reserved.tokens -= tokens;
          if (typeof outcome === "string" && !mayBeBilled(outcome)) return;
          const { usage, cost } = typeof outcome === "string" ? {} : outcome.kit;
          spent.tokens += usage?.totalTokens ?? tokens;
          spent.usd += cost?.usd ?? usd;
          if (limitUsd !== undefined && cost?.usd === undefined && price === undefined) isUnknown = true;
        },
      };
    },
  };
}
