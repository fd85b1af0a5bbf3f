import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Candidate } from "@kit/consent";
import {
  createRouter,
  listProviders,
  type Provider,
  parseModelId,
  probeProvider,
  type Router,
  RouterConfigError,
  type RouterSettings,
  readRouterConfig,
} from "@kit/gateway";
import { KitError } from "@kit/protocol";
import { readTextFile } from "@kit/terminal";
import * as z from "zod";
import type { Settings } from "./settings.ts";

/** The model of the embedded offline server: the default, since it needs no key and no network. */
export const OFFLINE_MODEL = "offline/kit-offline-1";

const CONFIG_FILE = "kit.config.json";

/** What a provider answers that is asked for its models. */
const MODEL_LIST = z.object({ data: z.array(z.object({ id: z.string() })) });

type ProviderVariables = Settings["providers"];

/** The models that may answer, each as provider/name or as an alias of the configuration. The first is the default. */
export type Models = readonly [string, ...string[]];

/** One provider that prompts may go to. */
export type Destination = {
  provider: string;
  title: string;
  /** The host and port of its API, and the path at which it is asked. */
  host: string;
  path: string;
  /** Whether prompts leave this machine. */
  isHosted: boolean;
};

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
 * Reads the configuration of the gateway: aliases, fallbacks, limits, a budget.
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
  variables: ProviderVariables,
  config: RouterSettings = {},
): Promise<OpenModels> {
  const candidates = candidatesOf(models, config);
  const names = new Set(candidates.flatMap(({ ids }) => ids.map((id) => parseModelId(id).provider.name)));
  const offline = names.has("offline") ? await startOffline() : undefined;
  const settings = { ...config, env: variables, providers: { ...config.providers, ...(offline && { offline }) } };
  const close = async () => offline?.close();
  try {
    const destinations = listProviders(settings)
      .filter(({ provider }) => names.has(provider.name))
      .map(({ provider, baseURL, isReady, isHosted }) => {
        const { host, pathname } = usableAddress(provider, baseURL, isReady);
        const path = `${pathname.replace(/\/$/, "")}/chat/completions`;
        return { provider: provider.name, title: provider.title, host, path, isHosted };
      });
    return { gateway: createRouter(settings), models, candidates, destinations, offline, close };
  } catch (error) {
    await close();
    throw error;
  }
}

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
  const { groups = {}, fallbacks, contextWindowFallbacks, contentPolicyFallbacks } = config;
  const reached = new Set(names);
  // A set goes on to what is added to it on the way.
  for (const name of reached) {
    for (const { model } of groups[name] ?? []) reached.add(model);
    for (const list of [fallbacks, contextWindowFallbacks, contentPolicyFallbacks]) {
      for (const model of list?.[name] ?? list?.["*"] ?? []) reached.add(model);
    }
  }
  const models = [...reached].filter((name) => groups[name] === undefined);
  for (const model of models) assertModel(model, Object.keys(groups));
  return models;
}

function assertModel(name: string, aliases: readonly string[]): void {
  try {
    parseModelId(name);
  } catch (cause) {
    const known = aliases.length > 0 ? ` Aliases here: ${aliases.join(", ")}.` : "";
    throw new KitError("unknown_model", `${cause instanceof Error ? cause.message : cause}${known}`, { cause });
  }
}

async function startOffline() {
  const { startOfflineModel } = await import("@kit/offline-llm");
  return startOfflineModel();
}

function usableAddress({ name, apiKeyEnv, baseURLEnv }: Provider, baseURL: string | undefined, isReady: boolean): URL {
  if (baseURL === undefined || !isReady) {
    const missing = baseURL === undefined ? baseURLEnv : apiKeyEnv[0];
    throw new KitError("missing_key", `${name} is not set up: set ${missing} in the environment or in .env.`);
  }
  const url = URL.parse(baseURL);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  const from = baseURLEnv ? `, from ${baseURLEnv}` : "";
  const message = `The base URL of ${name} is "${baseURL}"${from}. It must begin with http:// or https://.`;
  throw new KitError("invalid_option", message);
}

/** Whether prompts leave this machine for a provider, and to whom they go. */
export function describeDestination({ provider, title, host, isHosted }: Destination): string {
  if (isHosted) return `Prompts leave this machine: ${title} (${host}) may get them.`;
  return provider === "offline"
    ? "The offline model: rules on this machine, not a language model. Nothing leaves it, no key is needed."
    : `Model server: ${title} on this machine (${host}). Nothing leaves it.`;
}

/** Looks for model servers on this machine, at their usual ports or where a variable says. */
export async function findLocalServers(variables: ProviderVariables) {
  const local = listProviders({ env: variables }).flatMap(({ provider, baseURL }) => {
    const url = URL.parse(baseURL ?? "");
    const isLocal = url !== null && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
    return isLocal && provider.name !== "offline" ? [{ provider, url }] : [];
  });
  return Promise.all(
    local.map(async ({ provider, url }) => {
      const [key] = provider.apiKeyEnv;
      // Without a key of the user's, a placeholder asks as well whether anybody is there.
      const env = provider.needsKey && key !== undefined ? { [key]: "none", ...variables } : variables;
      const { answers, seen } = await probeProvider(provider, { env });
      /** One of its models, if it tells. */
      const model = answers ? await firstModel(url) : undefined;
      return { provider: provider.name, title: provider.title, host: url.host, answers, seen, model };
    }),
  );
}

async function firstModel(url: URL): Promise<string | undefined> {
  const response = await fetch(`${url.href.replace(/\/$/, "")}/models`).catch(() => undefined);
  const list = MODEL_LIST.safeParse(await response?.json().catch(() => undefined));
  return list.data?.data[0]?.id;
}
