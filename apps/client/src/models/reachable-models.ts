import type { Candidate } from "@kit/consent";
import { parseModelId, type RouterSettings } from "@kit/gateway";
import { KitError } from "@kit/protocol";
import type { Models } from "./models-from.ts";

/** The models that the user named, each with the ids that may answer under it. */
export function candidatesOf(models: Models, config: RouterSettings): Candidate[] {
  return models.map((model) => ({ model, ids: reachableModels([model], config) }));
}

/**
 * Every model that may be asked when one of these is: the models of an alias, and what the configuration falls back
 * on, and so on.
 *
 * @throws {KitError} "unknown_model" when a name is neither an alias of the configuration nor a model of a provider.
 */
export function reachableModels(names: readonly string[], config: RouterSettings): string[] {
  const reached = new Set<string>();
  const models = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    const group = config.groups?.[name];
    if (group === undefined) models.add(assertModel(name, config));
    else waiting.push(...group.map(({ model }) => model));
    waiting.push(...fallbacksOf(name, config));
  }
  return [...models];
}

function fallbacksOf(name: string, config: RouterSettings): string[] {
  const lists = [config.fallbacks, config.contextWindowFallbacks, config.contentPolicyFallbacks];
  return lists.flatMap((list) => list?.[name] ?? list?.["*"] ?? []);
}

function assertModel(name: string, { groups = {} }: RouterSettings): string {
  try {
    parseModelId(name);
    return name;
  } catch (error) {
    const aliases = Object.keys(groups);
    const known = aliases.length > 0 ? ` Aliases here: ${aliases.join(", ")}.` : "";
    throw new KitError("unknown_model", `${error instanceof Error ? error.message : String(error)}${known}`, {
      cause: error,
    });
  }
}
