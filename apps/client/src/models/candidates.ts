import type { RouterSettings } from "@kit/gateway";
import type { Models } from "./models-from.ts";
import { reachableModels } from "./reachable-models.ts";

/** A model that may be chosen. */
export type Candidate = {
  /** What the person named: a model id, or an alias of the configuration. */
  model: string;
  /** The model ids that may answer under it: those of the alias, and what it falls back on. */
  ids: readonly string[];
};

/** The models that the person named, each with the ids that may answer under it. */
export function candidatesOf(models: Models, config: RouterSettings): Candidate[] {
  return models.map((model) => ({ model, ids: reachableModels([model], config) }));
}
