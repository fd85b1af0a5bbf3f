import type { ErrorKind } from "../errors/error-kinds.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import { createLimits, type Limits, type RequestCount } from "./limits.ts";
import {
  type CooldownSettings,
  type DeploymentSettings,
  type RouterEmitter,
  type RouterSettings,
  requireModelId,
} from "./router-settings.ts";

/** One model of a group, with what the router has learned about it. */
export type Deployment = {
  readonly settings: DeploymentSettings;
  /** Undefined when deployments of this router do not cool down. */
  readonly cooldown: Cooldown | undefined;
  readonly limits: Limits;
  readonly count: RequestCount;
};

/** How a deployment stands. */
export type DeploymentSnapshot = Readonly<RequestCount> & {
  /** The alias or model id under which it is asked. */
  readonly asked: string;
  readonly model: string;
  /** `"cooling"`: not asked; `"probing"`: one request tries whether it answers again. */
  readonly state: "ready" | "cooling" | "probing";
  /** Milliseconds until it is asked again. */
  readonly cooldownMs: number;
};

/** The deployments of a router. */
export type Pool = {
  /** Those of an alias; for a model id, that model. */
  readonly find: (asked: string) => readonly Deployment[];
  readonly isAlias: (asked: string) => boolean;
  /** All that were configured or asked for. */
  readonly snapshot: () => DeploymentSnapshot[];
};

export function createPool(settings: RouterSettings, { emit }: RouterEmitter): Pool {
  const { groups = {}, cooldown = {} } = settings;
  const create = (deployment: DeploymentSettings): Deployment => {
    const { model } = deployment;
    const onOpen: Parameters<typeof createCooldown>[2] = (kind, durationMs) =>
      emit("cooldown", { model, kind, durationMs });
    const count = { requests: 0, failures: 0, active: 0 };
    return {
      settings: deployment,
      cooldown: cooldown === false ? undefined : createCooldown(model, cooldown, onOpen),
      limits: createLimits(deployment, count),
      count,
    };
  };
  const known = new Map(Object.entries(groups).map(([alias, group]) => [alias, group.map(create)]));
  return {
    isAlias: (asked) => Object.hasOwn(groups, asked),
    find(asked) {
      if (!known.has(asked)) requireModelId(asked, settings);
      const group = known.get(asked) ?? [create({ model: asked })];
      known.set(asked, group);
      return group;
    },
    snapshot: () =>
      [...known].flatMap(([asked, group]) =>
        group.map(({ settings: { model }, cooldown, count }) => {
          const [state, cooldownMs] = [cooldown?.state() ?? "ready", cooldown?.remainingMs() ?? 0];
          return { asked, model, state, cooldownMs, ...count };
        }),
      ),
  };
}

/** What a call knows about the deployments of a group. */
export type Experience = {
  /** Those that have failed in this call. */
  readonly failed: ReadonlySet<Deployment>;
  /** Those that may take no more requests in this minute. */
  readonly refused: ReadonlySet<Deployment>;
};

/** The deployment to ask now, the best kind first, then a free place, the order and the weight; undefined for none. */
export function chooseDeployment(
  group: readonly Deployment[],
  { failed, refused }: Experience,
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
  const free = candidates.filter(({ limits }) => !limits.isFull());
  const first = free.length > 0 ? free : candidates;
  const orderOf = ({ settings }: Deployment) => settings.order ?? 1;
  const lowest = Math.min(...first.map(orderOf));
  return pickByWeight(first.filter((deployment) => orderOf(deployment) === lowest));
}

/** Whether the group has a deployment that may be asked without a wait. */
export function hasOther(group: readonly Deployment[], { failed, refused }: Experience): boolean {
  return group.some((other) => !failed.has(other) && !refused.has(other) && other.cooldown?.state() !== "cooling");
}

function pickByWeight(deployments: readonly Deployment[]): Deployment | undefined {
  const weights = deployments.map(({ settings }) => settings.weight ?? 1);
  let rest = Math.random() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => {
    rest -= weight;
    return rest < 0;
  });
  return deployments.at(index);
}

/** One of these says that the next request will fail too. */
const AT_ONCE: readonly ErrorKind[] = ["rate_limit", "quota", "auth", "not_found"];
/** One of these may be chance; several in a row are not. */
const COUNTED: readonly ErrorKind[] = ["server", "timeout", "connection", "invalid_response", "stream_truncated"];

/** Keeps requests from a deployment for a while when it fails. Then one request may try whether it answers again. */
export type Cooldown = {
  /** `"probing"`: the one request is on its way. */
  readonly state: () => "ready" | "cooling" | "probing";
  readonly remainingMs: () => number;
  /** Does the work, and learns from how it ends. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
};

function createCooldown(
  model: string,
  { afterFailures = 5, durationMs = 5000 }: CooldownSettings,
  onOpen: (kind: ErrorKind, durationMs: number) => void,
): Cooldown {
  /** When the last cooldown is over; zero when a request has gone well since. */
  let until = 0;
  let failuresInARow = 0;
  /** Ends with the request that tries. */
  let probe: Promise<void> | undefined;
  const remainingMs = () => Math.max(0, until - Date.now());

  function learn({ kind, retryAfterMs: forMs = durationMs }: GatewayError, isTrial: boolean): void {
    const isCounted = COUNTED.includes(kind);
    failuresInARow = isCounted ? failuresInARow + 1 : 0;
    if (AT_ONCE.includes(kind) || (isCounted && (isTrial || failuresInARow >= afterFailures))) {
      if (remainingMs() === 0) onOpen(kind, forMs);
      until = Math.max(until, Date.now() + forMs);
    } else if (isTrial && kind !== "aborted") until = 0;
  }

  return {
    remainingMs,
    state() {
      if (remainingMs() > 0) return "cooling";
      return probe ? "probing" : "ready";
    },
    async run(work) {
      const wasFree = remainingMs() === 0;
      while (probe) await probe;
      // Who has waited for what comes of it. The retries of the call that has caused the cooldown go on.
      if (wasFree && remainingMs() > 0) {
        throw new GatewayError("no_deployment", { model, seen: "it cools down", retryAfterMs: remainingMs() });
      }
      const isTrial = until > 0;
      const trial = Promise.withResolvers<void>();
      if (isTrial && remainingMs() === 0) probe = trial.promise;
      try {
        const value = await work();
        failuresInARow = 0;
        if (isTrial) until = 0;
        return value;
      } catch (error) {
        if (error instanceof GatewayError) learn(error, isTrial);
        throw error;
      } finally {
        if (probe === trial.promise) probe = undefined;
        trial.resolve();
      }
    },
  };
}
