import type { Candidate } from "@kit/consent";
import { createGateway, type Destination, estimateRouteUsd, type Gateway, listDestinations } from "@kit/gateway";
import { UsageError } from "@kit/terminal";
import { toReadableError } from "./gateway-errors.ts";
import type { Settings } from "./settings.ts";

/** The models that may answer, each as provider/name. The first is the default. */
export type Models = readonly [string, ...string[]];

/** Models that are ready to be asked. */
export type OpenModels = {
  gateway: Pick<Gateway, "completion">;
  candidates: readonly Candidate[];
  /** Where the prompts may go, one for each provider. */
  destinations: Destination[];
};

/** The models that the user named with `--model`, or else in `KIT_MODEL`. A key in the environment never chooses one. */
export function namedModels(named: readonly string[], settings: Pick<Settings, "models">): Models {
  const names = (named.length > 0 ? named : settings.models).map((name) => name.trim());
  const [first, ...others] = names.filter((name) => name !== "");
  if (first !== undefined) return [first, ...others];
  throw new UsageError("No model is named.", { fix: "Name one as provider/model, with --model or in KIT_MODEL." });
}

/**
 * Checks the names of the models, and makes the gateway. Nothing is sent.
 *
 * @throws {KitError} "unknown_model" when a provider does not exist, "missing_key" or "missing_base_url" when it is not
 * set up.
 */
export async function openModels(models: Models, variables: Settings["providers"]): Promise<OpenModels> {
  const settings = { env: variables };
  try {
    return {
      candidates: models.map((model) => ({
        model,
        ids: [model],
        destinations: listDestinations([model], settings),
        estimateUsd: (usage) => estimateRouteUsd([model], usage, settings),
      })),
      destinations: listDestinations(models, settings),
      gateway: createGateway(settings),
    };
  } catch (error) {
    throw toReadableError(error);
  }
}

/** Whether prompts leave this machine for a provider, and to whom they go. */
export function describeDestination({ title, host, isHosted }: Destination): string {
  if (isHosted) return `Prompts leave this machine: ${title} (${host}) may get them.`;
  return `Model server: ${title} on this machine (${host}). Nothing leaves it.`;
}
