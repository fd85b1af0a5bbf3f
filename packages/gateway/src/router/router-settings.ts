import { EventEmitter } from "node:events";
import { estimateCostUsd } from "../cost/cost.ts";
import type { ErrorKind } from "../errors/error-kinds.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import type { GatewaySettings } from "../gateway/gateway.ts";
import type { ProviderOverride } from "../providers/provider-settings.ts";
import { parseModelId } from "../providers/resolve-provider.ts";
import type { TokenUsage } from "../shared/completion.ts";

/** One model that a group may ask, with an address and rules of its own where it differs from its provider. */
export type DeploymentSettings = ProviderOverride & {
  /** The model id: `provider/name`. */
  readonly model: string;
  /** Its share of the requests among deployments of the same order. Default: 1. */
  readonly weight?: number | undefined;
  /** Lower is asked first; a higher one only when none of the lower can be asked. Default: 1. */
  readonly order?: number | undefined;
  /** Requests that may be sent in a minute. Default: no limit. */
  readonly rpm?: number | undefined;
  /** Tokens that may be used in a minute, estimated before and counted after. Default: no limit. */
  readonly tpm?: number | undefined;
  /** Requests that may be on their way at the same time; more wait, within their deadline. Default: no limit. */
  readonly maxParallel?: number | undefined;
  /** Milliseconds that one attempt may take. Default: what is left of the deadline. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds to the first chunk of a stream that says something. Default: what is left of the deadline. */
  readonly firstChunkTimeoutMs?: number | undefined;
  /** Parameters for requests that do not say otherwise, by their names in OpenAI's API. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
};

/** The one retry loop. */
export type RetrySettings = {
  /** How often a call may be sent again, over all deployments of its group and all fallbacks. Default: 2. */
  readonly retries?: number | undefined;
  /** Milliseconds before the first retry; doubled for each further one, plus up to a quarter. Default: 500. */
  readonly initialDelayMs?: number | undefined;
  /** The longest wait in milliseconds, unless the provider asks for a longer one. Default: 8000. */
  readonly maxDelayMs?: number | undefined;
};

/** When a deployment is not asked for a while. */
export type CooldownSettings = {
  /** Failures in a row that may pass by themselves. A rate limit or a refused key counts at once. Default: 5. */
  readonly afterFailures?: number | undefined;
  /** Milliseconds, unless the provider asks for more or less. Default: 5000. */
  readonly durationMs?: number | undefined;
};

/** How answers are kept for requests that are equal in every byte. Streams are not kept. */
export type CacheSettings = {
  /** Answers that are kept, the least recently used go first. Default: 500. */
  readonly maxEntries?: number | undefined;
  /** Milliseconds that an answer is kept. Default: 600 000. */
  readonly ttlMs?: number | undefined;
};

/** For an alias, a model id or `"*"` (any other): the models to ask instead, in order. */
export type FallbackLists = Readonly<Record<string, readonly string[]>>;

/** Options of `createRouter`. All may be left out. */
export type RouterSettings = GatewaySettings & {
  /** Deployments by alias. An alias is used in place of a model id. */
  readonly groups?: Readonly<Record<string, readonly DeploymentSettings[]>> | undefined;
  /** When a model cannot be asked or fails. Not when the request itself is at fault. */
  readonly fallbacks?: FallbackLists | undefined;
  /** When the messages are too long for the model. */
  readonly contextWindowFallbacks?: FallbackLists | undefined;
  /** When the provider's content policy refuses. */
  readonly contentPolicyFallbacks?: FallbackLists | undefined;
  readonly retry?: RetrySettings | undefined;
  /** False: no deployment cools down. */
  readonly cooldown?: CooldownSettings | false | undefined;
  /** Default: nothing is kept. */
  readonly cache?: CacheSettings | undefined;
};

/** Throws when a name is neither a model id nor the alias of a group that has a deployment. */
export function requireNames(settings: RouterSettings): void {
  const { groups = {}, fallbacks, contextWindowFallbacks, contentPolicyFallbacks } = settings;
  for (const [alias, group] of Object.entries(groups)) {
    for (const { model } of group) parseModelId(model, settings);
    if (group.length > 0) continue;
    throw new GatewayError("no_deployment", { model: alias, seen: "an empty group", fix: "Add a deployment to it." });
  }
  for (const list of [fallbacks, contextWindowFallbacks, contentPolicyFallbacks]) {
    const names = Object.entries(list ?? {}).flat(2);
    for (const name of names) if (name !== "*" && !Object.hasOwn(groups, name)) requireModelId(name, settings);
  }
}

/** Demands the form `provider/name` of what is no alias, and lists the aliases for those who have meant one. */
export function requireModelId(name: string, settings: RouterSettings): void {
  const aliases = Object.keys(settings.groups ?? {}).join(", ");
  if (name.includes("/") || !aliases) return void parseModelId(name, settings);
  const fix = `Name a group, which are ${aliases}, or write the model as \`provider/name\`.`;
  throw new GatewayError("invalid_model_id", { model: name, seen: JSON.stringify(name), fix });
}

/**
 * Every deployment that may be asked when one of these is: those of an alias, and what the settings fall back on, and so
 * on. A model that is named itself is a deployment with nothing of its own.
 *
 * @throws {GatewayError} "invalid_model_id" or "unknown_provider" when a name is neither an alias nor a model
 */
export function reachableDeployments(names: readonly string[], settings: RouterSettings): DeploymentSettings[] {
  const { groups = {}, fallbacks, contextWindowFallbacks, contentPolicyFallbacks } = settings;
  const lists = [fallbacks, contextWindowFallbacks, contentPolicyFallbacks];
  const groupOf = (name: string) => (Object.hasOwn(groups, name) ? groups[name] : undefined);
  const reached = new Set(names);
  // A set goes on to what is added to it on the way.
  for (const name of reached) {
    const keys = [name, ...(groupOf(name) ?? []).map(({ model }) => model)];
    const others = lists.flatMap((list) => keys.flatMap((key) => list?.[key] ?? list?.["*"] ?? []));
    for (const other of others) reached.add(other);
  }
  return [...reached].flatMap((name) => {
    const group = groupOf(name);
    if (group === undefined) requireModelId(name, settings);
    return group ?? { model: name };
  });
}

/**
 * What these tokens would cost at the dearest deployment that may be asked for these names, in US dollars. One unknown
 * price makes the whole unknown: the provider may still tell it with its answer.
 *
 * @throws {GatewayError} as {@link reachableDeployments} does
 */
export async function estimateRouteUsd(
  names: readonly string[],
  usage: TokenUsage,
  settings: RouterSettings = {},
): Promise<number | undefined> {
  const deployments = reachableDeployments(names, settings);
  const costs = await Promise.all(deployments.map((own) => estimateCostUsd(own.model, usage, settings, own)));
  const known = costs.filter((cost) => cost !== undefined);
  return known.length === costs.length ? Math.max(...known) : undefined;
}

/** What a router tells while it works. Nothing of it quotes a message or an answer. */
export type RouterEvents = {
  /** A request goes out to a deployment. `attempt` counts from 1 within the call. */
  attempt: { readonly asked: string; readonly model: string; readonly attempt: number };
  /** The call will be sent again after `delayMs`. */
  retry: { readonly asked: string; readonly model: string; readonly kind: ErrorKind; readonly delayMs: number };
  /** The call goes on with another alias or model. */
  fallback: { readonly from: string; readonly to: string; readonly kind: ErrorKind };
  /** A deployment is not asked for `durationMs`. */
  cooldown: { readonly model: string; readonly kind: ErrorKind; readonly durationMs: number };
  /** The answer was kept from before: nothing goes out. */
  cache_hit: { readonly asked: string; readonly model: string };
};

/** Hears one kind of event. */
export type RouterListener<Name extends keyof RouterEvents> = (event: RouterEvents[Name]) => void;

/** Tells listeners what happens. */
export type RouterEmitter = {
  readonly on: <Name extends keyof RouterEvents>(name: Name, listener: RouterListener<Name>) => () => void;
  readonly emit: <Name extends keyof RouterEvents>(name: Name, event: RouterEvents[Name]) => void;
};

export function createEmitter(): RouterEmitter {
  const emitter = new EventEmitter().setMaxListeners(0);
  return {
    on(name, listener) {
      const call: typeof listener = (event) => {
        try {
          listener(event);
        } catch (error) {
          // A listener that fails must not fail the request that it listens to.
          process.emitWarning(error instanceof Error ? error : String(error));
        }
      };
      emitter.on(name, call);
      return () => void emitter.off(name, call);
    },
    emit: (name, event) => void emitter.emit(name, event),
  };
}
