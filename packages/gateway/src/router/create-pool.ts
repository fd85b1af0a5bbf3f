import { createDeployment, type Deployment } from "./deployment.ts";
import { requireModelId } from "./require-names.ts";
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

export function createPool(settings: RouterSettings, emitter: RouterEmitter): Pool {
  const { groups = {}, cooldown = {} } = settings;
  const create = (deployment: DeploymentSettings) => createDeployment(deployment, cooldown, emitter);
  const known = new Map(Object.entries(groups).map(([alias, group]) => [alias, group.map(create)]));
  return {
    isAlias: (asked) => Object.hasOwn(groups, asked),
    entries: () => known,
    find(asked) {
      const group = known.get(asked) ?? [createAsked(asked)];
      known.set(asked, group);
      return group;
    },
  };

  function createAsked(model: string): Deployment {
    requireModelId(model, settings);
    return create({ model });
  }
}
