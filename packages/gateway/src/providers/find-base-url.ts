import type { Provider } from "./provider.ts";
import { readEnv } from "./read-env.ts";
import type { ProviderOverride, ProviderSettings } from "./settings.ts";

/** What the settings say about one provider. */
export function findOverride(provider: Provider, settings: ProviderSettings): ProviderOverride {
  return Object.entries(settings.providers ?? {}).find(([name]) => name === provider.name)?.[1] ?? {};
}

/** The base URL of a provider: from the settings, else from its environment variable, else from its row. */
export function findBaseURL(provider: Provider, settings: ProviderSettings): string | undefined {
  const configured = findOverride(provider, settings).baseURL?.trim();
  if (configured) return configured;
  const named = provider.baseURLEnv && readEnv(settings.env ?? process.env, [provider.baseURLEnv]);
  return named ? withPath(named, provider.baseURLPath) : provider.baseURL;
}

function withPath(url: string, path = ""): string {
  const bare = url.replace(/\/+$/, "");
  return bare.endsWith(path.replace(/\/+$/, "")) ? url : bare + path;
}
