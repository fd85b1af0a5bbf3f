import type { RouterSettings } from "./router-settings.ts";
import type { RouterSnapshot } from "./router-snapshot.ts";

/** How a router stands before its first request: nobody has been asked, and nothing is spent or kept. */
export function describeUnasked({ groups = {}, budget, cache }: RouterSettings): RouterSnapshot {
  const unasked = { state: "ready", cooldownMs: 0, requests: 0, failures: 0, active: 0 } as const;
  return {
    deployments: Object.entries(groups).flatMap(([asked, group]) =>
      group.map(({ model }) => ({ asked, model, ...unasked })),
    ),
    budget: budget && { spentUsd: 0, spentTokens: 0, limitUsd: budget.usd, limitTokens: budget.tokens },
    cache: cache && { hits: 0, misses: 0 },
  };
}
