import { createGateway, type Gateway, listProviders, parseModelId } from "@kit/gateway";
import { KitError } from "@kit/protocol";
import type { Models } from "./models-from.ts";

/** Models that are ready to be asked. */
export type OpenModels = {
  gateway: Gateway;
  models: Models;
  /** Where the prompts go, one for each provider. */
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
  /** The host and port of its API. */
  host: string;
  /** Whether prompts leave this machine. */
  isHosted: boolean;
};

/**
 * Makes the gateway, and starts the offline model if it is among the models. Nothing is sent yet.
 *
 * @throws {KitError} "unknown_model" when a provider does not exist, "missing_key" when it lacks a key or base URL.
 */
export async function openModels(models: Models, env: NodeJS.ProcessEnv): Promise<OpenModels> {
  const names = [...new Set(models.map((model) => providerOf(model)))];
  const offline = names.includes("offline") ? await startOffline() : undefined;
  const settings = { env, ...(offline && { providers: { offline } }) };
  const close = async () => offline?.close();
  try {
    const statuses = listProviders(settings).filter((status) => names.includes(status.provider.name));
    const destinations = statuses.map(({ provider, baseURL, isReady, isHosted }) => {
      if (!isReady || baseURL === undefined) throw notReady(provider);
      return { provider: provider.name, title: provider.title, host: new URL(baseURL).host, isHosted };
    });
    return { gateway: createGateway(settings), models, destinations, offline, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function providerOf(model: string): string {
  try {
    return parseModelId(model).provider.name;
  } catch (error) {
    throw new KitError("unknown_model", error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function startOffline() {
  const { startOfflineModel } = await import("@kit/offline-llm");
  return startOfflineModel();
}

function notReady({
  name,
  apiKeyEnv,
  baseURLEnv,
}: {
  name: string;
  apiKeyEnv: readonly string[];
  baseURLEnv?: string;
}) {
  const variables = [...apiKeyEnv, ...(baseURLEnv ? [baseURLEnv] : [])].join(" or ");
  return new KitError("missing_key", `${name} is not set up: set ${variables} in the environment or in .env.`);
}
