import type { Candidate } from "@kit/consent";
import { createRouter, listProviders, parseModelId, type Router, type RouterSettings } from "@kit/gateway";
import { KitError } from "@kit/protocol";
import type { Models } from "./models-from.ts";
import { candidatesOf } from "./reachable-models.ts";

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

/** One provider that prompts may go to. */
export type Destination = {
  provider: string;
  title: string;
  /** The host and port of its API, and the path that completions are asked for at. */
  host: string;
  path: string;
  /** Whether prompts leave this machine. */
  isHosted: boolean;
};

/**
 * Makes the gateway, and starts the offline model if it may be asked. Nothing is sent yet.
 *
 * @throws {KitError} "unknown_model" when a provider does not exist, "missing_key" when it lacks a key or base URL.
 */
export async function openModels(
  models: Models,
  env: NodeJS.ProcessEnv,
  config: RouterSettings = {},
): Promise<OpenModels> {
  const candidates = candidatesOf(models, config);
  const names = new Set(candidates.flatMap(({ ids }) => ids.map((id) => parseModelId(id).provider.name)));
  const offline = names.has("offline") ? await startOffline() : undefined;
  const settings = { ...config, env, providers: { ...config.providers, ...(offline && { offline }) } };
  const close = async () => offline?.close();
  try {
    const statuses = listProviders(settings).filter(({ provider }) => names.has(provider.name));
    const destinations = statuses.map(({ provider, baseURL, isReady, isHosted }) => {
      if (baseURL === undefined || !isReady) throw notReady(provider, baseURL);
      if (!/^https?:$/.test(URL.parse(baseURL)?.protocol ?? "")) throw notAnAddress(provider, baseURL);
      return {
        provider: provider.name,
        title: provider.title,
        host: new URL(baseURL).host,
        path: `${new URL(baseURL).pathname.replace(/\/$/, "")}/chat/completions`,
        isHosted,
      };
    });
    return { gateway: createRouter(settings), models, candidates, destinations, offline, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startOffline() {
  const { startOfflineModel } = await import("@kit/offline-llm");
  return startOfflineModel();
}

type Row = { name: string; apiKeyEnv: readonly string[]; baseURLEnv?: string };

function notReady({ name, apiKeyEnv, baseURLEnv }: Row, baseURL: string | undefined): KitError {
  const [missing = apiKeyEnv[0]] = baseURL === undefined ? [baseURLEnv] : [];
  return new KitError("missing_key", `${name} is not set up: set ${missing} in the environment or in .env.`);
}

function notAnAddress({ name, baseURLEnv }: Row, baseURL: string): KitError {
  return new KitError(
    "invalid_option",
    `The base URL of ${name} is "${baseURL}"${baseURLEnv ? `, from ${baseURLEnv}` : ""}. It must begin with http:// or https://.`,
  );
}
