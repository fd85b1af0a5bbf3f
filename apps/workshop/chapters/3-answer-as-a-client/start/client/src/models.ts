import { resolve } from "node:path";
import type { Candidate } from "@kit/consent";
import {
  createRouter,
  type Destination,
  estimateRouteUsd,
  listDestinations,
  type Router,
  RouterConfigError,
  type RouterSettings,
  reachableDeployments,
  readRouterConfig,
} from "@kit/gateway";
import { KitError } from "@kit/protocol";
import { didYouMean, readTextFile, UsageError } from "@kit/terminal";
import { toReadableError } from "./gateway-errors.ts";
import type { Settings } from "./settings.ts";

/** The model of the embedded offline server: the default, since it needs no key and no network. */
export const OFFLINE_MODEL = "offline/kit-offline-1";

const OFFLINE = "offline/";
const LIST_MODELS = "pnpm client models lists those that you can name.";

/** The models that may answer, each as provider/name or as an alias of the configuration. The first is the default. */
export type Models = readonly [string, ...string[]];

/** Models that are ready to be asked. */
export type OpenModels = {
  gateway: Router;
  models: Models;
  /** The same, each with the model ids that may answer under its name. */
  candidates: readonly Candidate[];
  /** Where the prompts may go, one for each provider. */
  destinations: Destination[];
  /** Where the offline model is, if it was started. */
  offline: { baseURL: string; apiKey: string } | undefined;
  /** Stops the offline model, if it was started. */
  close(): Promise<void>;
};

/**
 * The models that the user named with `--model`, or else in `KIT_MODEL`; else the offline model. A key in the environment
 * never chooses a model.
 */
export function namedModels(named: readonly string[], settings: Pick<Settings, "models">): Models {
  const names = (named.length > 0 ? named : settings.models).map((name) => name.trim());
  const [first = OFFLINE_MODEL, ...others] = names.filter((name) => name !== "");
  return [first, ...others];
}

/**
 * Reads the configuration of the gateway: aliases, fallbacks, limits.
 *
 * @param file A path, relative to `here`. Default: the `kit.config.json` that the user has confirmed, if there is one.
 * @throws {KitError} "file_unreadable" when the file that was named cannot be read.
 * @throws {KitError} "invalid_option" naming each field that is wrong.
 */
export async function loadConfig(file: string | undefined, here: string, confirmed?: string): Promise<RouterSettings> {
  const path = resolve(here, file ?? "kit.config.json");
  if (file === undefined && confirmed === undefined) return {};
  const text = confirmed ?? (await readTextFile(path));
  try {
    return await readRouterConfig(text);
  } catch (error) {
    if (!(error instanceof RouterConfigError)) throw error;
    throw new KitError("invalid_option", `${path}: ${error.message}`, { cause: error });
  }
}

/**
 * Checks the names of the models, makes the gateway, and starts the offline model if it may be asked. Nothing is sent.
 *
 * @throws {UsageError} "unknown_model" when a provider does not exist, or the offline model knows no such name.
 * @throws {KitError} "missing_key" or "missing_base_url" when a provider is not set up.
 */
export async function openModels(
  models: Models,
  variables: Settings["providers"],
  config: RouterSettings = {},
): Promise<OpenModels> {
  let offline: Awaited<ReturnType<typeof startOffline>> | undefined;
  try {
    const reached = reachableDeployments(models, config);
    const own = reached.map(({ model }) => model).filter((id) => id.startsWith(OFFLINE));
    if (own.length > 0) offline = await startOffline(own);
    const settings = { ...config, env: variables, providers: { ...config.providers, ...(offline && { offline }) } };
    return {
      ...{ models, offline },
      candidates: models.map((model) => ({
        model,
        ids: [...new Set(reachableDeployments([model], config).map((deployment) => deployment.model))],
        destinations: listDestinations(reachableDeployments([model], config), settings),
        estimateUsd: (usage) => estimateRouteUsd([model], usage, settings),
      })),
      destinations: listDestinations(reached, settings),
      // Until chapter 5 a request is sent once.
      gateway: createRouter({ ...settings, retry: { retries: 0 } }),
      close: async () => offline?.close(),
    };
  } catch (error) {
    await offline?.close();
    const shown = toReadableError(error);
    if (shown === error || !(shown instanceof KitError && shown.code === "unknown_model")) throw shown;
    throw new UsageError(shown.message, { code: shown.code, fix: `${shown.fix} ${LIST_MODELS}` });
  }
}

async function startOffline(ids: readonly string[]) {
  const { checkModelId, MODEL_CARDS, startOfflineModel } = await import("@kit/offline-llm");
  for (const name of ids.map((id) => id.slice(OFFLINE.length))) {
    try {
      checkModelId(name);
    } catch {
      const names = MODEL_CARDS.map((card) => card.id);
      const near = didYouMean(name, names).replace("mean ", `mean ${OFFLINE}`);
      const message = `There is no model ${OFFLINE}${name}.${near || ` Behind ${OFFLINE} stands one of ${names.join(", ")}.`}`;
      throw new UsageError(message, { code: "unknown_model", fix: LIST_MODELS });
    }
  }
  return startOfflineModel();
}

/** Whether prompts leave this machine for a provider, and to whom they go. */
export function describeDestination({ provider, title, host, isHosted }: Destination): string {
  if (isHosted) return `Prompts leave this machine: ${title} (${host}) may get them.`;
  return provider === "offline"
    ? "The offline model: rules on this machine, not a language model. Nothing leaves it, no key is needed."
    : `Model server: ${title} on this machine (${host}). Nothing leaves it.`;
}
