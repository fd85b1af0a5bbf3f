import { GatewayError } from "../errors/gateway-error.ts";
import { parseModelId } from "../model-id.ts";
import { createDeployment, type Deployment } from "./deployment.ts";
import type { RouterEmitter } from "./router-events.ts";
import type { DeploymentSettings, RouterSettings } from "./router-settings.ts";

/** The deployments of a router. */
export interface Pool {
  /** Those of an alias; for a model id, that model. */
  readonly find: (asked: string) => readonly Deployment[];
  readonly isAlias: (asked: string) => boolean;
  /** All that were configured or asked for, by alias or model id. */
  readonly entries: () => Iterable<readonly [string, readonly Deployment[]]>;
}

/** Checks every name in the settings. Sends nothing. */
export function createPool(settings: RouterSettings, emitter: RouterEmitter): Pool {
  const { groups = {}, cooldown = {} } = settings;
  const create = (deployment: DeploymentSettings) => {
    parseModelId(deployment.model);
    return createDeployment(deployment, cooldown, emitter);
  };
  const known = new Map(Object.entries(groups).map(([alias, group]) => [alias, group.map(create)]));
  for (const [alias, group] of known) {
    if (group.length > 0) continue;
    throw new GatewayError("no_deployment", { model: alias, seen: "an empty group", fix: "Add a deployment to it." });
  }
  const pool: Pool = {
    isAlias: (asked) => Object.hasOwn(groups, asked),
    entries: () => known,
    find(asked) {
      const group = known.get(asked) ?? [createAsked(asked)];
      known.set(asked, group);
      return group;
    },
  };
  const { fallbacks, contextWindowFallbacks, contentPolicyFallbacks } = settings;
  const lists = [fallbacks, contextWindowFallbacks, contentPolicyFallbacks].flatMap((list) =>
    Object.entries(list ?? {}),
  );
  for (const name of lists.flat(2)) if (name !== "*" && !pool.isAlias(name)) requireName(name);
  return pool;

  function createAsked(model: string): Deployment {
    requireName(model);
    return create({ model });
  }

  function requireName(name: string): void {
    const aliases = Object.keys(groups).join(", ");
    if (name.includes("/") || !aliases) return void parseModelId(name);
    const fix = `Name a group, which are ${aliases}, or write the model as \`provider/name\`.`;
    throw new GatewayError("invalid_model_id", { model: name, seen: JSON.stringify(name), fix });
  }
}
