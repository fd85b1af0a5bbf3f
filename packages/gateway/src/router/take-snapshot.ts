import type { AnswerCache } from "./answer-cache.ts";
import type { Budget } from "./budget.ts";
import type { Pool } from "./create-pool.ts";
import type { RouterSnapshot } from "./router-snapshot.ts";

export function takeSnapshot(pool: Pool, budget: Budget | undefined, cache: AnswerCache | undefined): RouterSnapshot {
  const deployments = [...pool.entries()].flatMap(([asked, group]) =>
    group.map(({ settings: { model }, cooldown, count }) => {
      const [state, cooldownMs] = [cooldown?.state() ?? "ready", cooldown?.remainingMs() ?? 0];
      return { asked, model, state, cooldownMs, ...count };
    }),
  );
  return { deployments, budget: budget?.snapshot(), cache: cache?.snapshot() };
}
