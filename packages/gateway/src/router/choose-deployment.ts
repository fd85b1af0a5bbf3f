import type { Deployment } from "./deployment.ts";

/** What a call knows about the deployments of a group. */
export interface Experience {
  /** Those which have failed in this call. */
  readonly failed: ReadonlySet<Deployment>;
  /** Those which may take no more requests in this minute. */
  readonly refused: ReadonlySet<Deployment>;
}

/**
 * The deployment to ask now: one that is ready and has not failed yet, else one that is ready, else one that cools down
 * because it has failed in this very call, whose retries go on. Among equals, one with a free place, then the lowest
 * order, then by weight. Undefined when there is none.
 */
export function chooseDeployment(
  group: readonly Deployment[],
  { failed, refused }: Experience,
  random: () => number = Math.random,
): Deployment | undefined {
  const open = group.filter((deployment) => !refused.has(deployment));
  const isReady = ({ cooldown }: Deployment) => !cooldown || cooldown.state() === "ready";
  const isUsable = ({ cooldown }: Deployment) => cooldown?.state() !== "cooling";
  const tiers = [
    open.filter((deployment) => isReady(deployment) && !failed.has(deployment)),
    open.filter(isUsable),
    open.filter((deployment) => failed.has(deployment)),
  ];
  const candidates = tiers.find((tier) => tier.length > 0) ?? [];
  const free = candidates.filter(({ parallelLimit }) => !parallelLimit?.isFull());
  return pickByWeight(lowestOrder(free.length > 0 ? free : candidates), random);
}

function lowestOrder(deployments: readonly Deployment[]): Deployment[] {
  const orderOf = ({ settings }: Deployment) => settings.order ?? 1;
  const lowest = Math.min(...deployments.map(orderOf));
  return deployments.filter((deployment) => orderOf(deployment) === lowest);
}

function pickByWeight(deployments: readonly Deployment[], random: () => number): Deployment | undefined {
  const weights = deployments.map(({ settings }) => settings.weight ?? 1);
  let rest = random() * weights.reduce((sum, weight) => sum + weight, 0);
  return (
    deployments.find((_, index) => {
      rest -= weights[index] ?? 0;
      return rest < 0;
    }) ?? deployments.at(-1)
  );
}
