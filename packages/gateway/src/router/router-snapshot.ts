import type { CacheSnapshot } from "./answer-cache.ts";
import type { BudgetSnapshot } from "./budget.ts";

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
