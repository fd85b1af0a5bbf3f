import type { AnswerCache, CacheSnapshot } from "./answer-cache.ts";
import type { Budget, BudgetSnapshot } from "./budget.ts";
import type { Pool } from "./create-pool.ts";

/** How a deployment stands. */
export interface DeploymentSnapshot {
  /** The alias or model id under which it is asked. */
  readonly asked: string;
  readonly model: string;
  /** `"cooling"`: left alone; `"probing"`: one request tries whether it is well again. */
  readonly state: "ready" | "cooling" | "probing";
  /** Milliseconds until it is asked again. */
  readonly cooldownMs: number;
  readonly requests: number;
  readonly failures: number;
  readonly active: number;
}

/** How a router stands. */
export interface RouterSnapshot {
  readonly deployments: readonly DeploymentSnapshot[];
  /** Undefined without a budget. */
  readonly budget: BudgetSnapshot | undefined;
  /** Undefined without a cache. */
  readonly cache: CacheSnapshot | undefined;
}

export function takeSnapshot(pool: Pool, budget: Budget | undefined, cache: AnswerCache | undefined): RouterSnapshot {
  const deployments = [...pool.entries()].flatMap(([asked, group]) =>
    group.map(({ settings: { model }, cooldown, count }) => {
      const [state, cooldownMs] = [cooldown?.state() ?? "ready", cooldown?.remainingMs() ?? 0];
      return { asked, model, state, cooldownMs, ...count };
    }),
  );
  return { deployments, budget: budget?.snapshot(), cache: cache?.snapshot() };
}
