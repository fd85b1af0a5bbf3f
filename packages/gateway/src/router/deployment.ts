import { type Cooldown, createCooldown } from "./cooldown.ts";
import { createParallelLimit, type ParallelLimit } from "./parallel-limit.ts";
import { createRateLimits, type RateLimits } from "./rate-limits.ts";
import type { RouterEmitter } from "./router-events.ts";
import type { CooldownSettings, DeploymentSettings } from "./router-settings.ts";

/** One model of a group, with what the router has learned about it. */
export interface Deployment {
  readonly settings: DeploymentSettings;
  /** Undefined when the router leaves nobody alone. */
  readonly cooldown: Cooldown | undefined;
  readonly rateLimits: RateLimits | undefined;
  readonly parallelLimit: ParallelLimit | undefined;
  /** How many requests were sent, how many failed, and how many are on their way. */
  readonly count: { requests: number; failures: number; active: number };
}

export function createDeployment(
  settings: DeploymentSettings,
  cooldown: CooldownSettings | false,
  { emit }: RouterEmitter,
): Deployment {
  const { model, maxParallel } = settings;
  return {
    settings,
    cooldown:
      cooldown === false
        ? undefined
        : createCooldown(model, cooldown, (kind, durationMs) => emit("cooldown", { model, kind, durationMs })),
    rateLimits: createRateLimits(settings),
    parallelLimit: maxParallel === undefined ? undefined : createParallelLimit(maxParallel),
    count: { requests: 0, failures: 0, active: 0 },
  };
}
