import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Candidate } from "@kit/consent";
import {
  createRouter,
  type Destination,
  listDestinations,
  type Router,
  RouterConfigError,
  type RouterSettings,
  reachableModels,
  readRouterConfig,
} from "@kit/gateway";
import { KitError } from "@kit/protocol";
import { readTextFile } from "@kit/terminal";
import { toReadableError } from "./gateway-errors.ts";
import type { Settings } from "./settings.ts";

/** The model of the embedded offline server: the default, since it needs no key and no network. */
export const OFFLINE_MODEL = "offline/kit-offline-1";

const CONFIG_FILE = "kit.config.json";

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
 * @param file A path, relative to `here`. Default: `kit.config.json`, if there is one.
 * @throws {KitError} "file_unreadable" when the file that was named cannot be read.
 * @throws {KitError} "invalid_option" naming each field that is wrong.
 */
export async function loadConfig(file: string | undefined, here: string): Promise<RouterSettings> {
  const path = resolve(here, file ?? CONFIG_FILE);
  if (file === undefined && !existsSync(path)) return {};
  const text = await readTextFile(path);
  try {
    return await readRouterConfig(text);
  } catch (error) {
    if (!(error instanceof RouterConfigError)) throw error;
    throw new KitError("invalid_option", `${path}: ${error.message}`, { cause: error });
  }
}

/**
 * Makes the gateway, and starts the offline model if it may be asked. Nothing is sent yet.
 *
 * @throws {KitError} "unknown_model" when a provider does not exist, "missing_key" when it lacks a key or base URL.
 */
export async function openModels(
  models: Models,
  variables: Settings["providers"],
  config: RouterSettings = {},
): Promise<OpenModels> {
  let offline: Awaited<ReturnType<typeof startOffline>> | undefined;
  try {
    const idsOf = (model: string) => reachableModels([model], config);
    const ids = models.flatMap(idsOf);
    if (ids.some((id) => id.startsWith("offline/"))) offline = await startOffline();
    const settings = { ...config, env: variables, providers: { ...config.providers, ...(offline && { offline }) } };
    const candidates = models.map((model) => {
      return { model, ids: idsOf(model), destinations: listDestinations(idsOf(model), settings) };
    });
    return {
      ...{ models, candidates, offline },
      destinations: listDestinations(ids, settings),
      gateway: createRouter(settings),
      close: async () => offline?.close(),
    };
  } catch (error) {
    await offline?.close();
    throw toReadableError(error);
  }
}

async function startOffline() {
  const { startOfflineModel } = await import("@kit/offline-llm");
  return startOfflineModel();
}

/** Whether prompts leave this machine for a provider, and to whom they go. */
export function describeDestination({ provider, title, host, isHosted }: Destination): string {
  if (isHosted) return `Prompts leave this machine: ${title} (${host}) may get them.`;
  return provider === "offline"
    ? "The offline model: rules on this machine, not a language model. Nothing leaves it, no key is needed."
    : `Model server: ${title} on this machine (${host}). Nothing leaves it.`;
}
