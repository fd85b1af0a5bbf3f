import { GatewayError } from "../errors/gateway-error.ts";
import type { ModelId } from "../model-id.ts";
import type { Endpoint } from "./endpoint.ts";
import { findBaseURL, findOverride } from "./find-base-url.ts";
import type { Provider } from "./provider.ts";
import { readEnv } from "./read-env.ts";
import type { ProviderSettings } from "./settings.ts";

/** Sent where no key is needed: the `openai` package refuses to work without one. */
const PLACEHOLDER_KEY = "no-key-needed";

/** Fills in address and credentials of a model's provider, or says which setting is missing. */
export function resolveProvider({ id, provider }: ModelId, settings: ProviderSettings): Endpoint {
  const { apiKey, headers = {} } = findOverride(provider, settings);
  const key = apiKey?.trim() || readEnv(settings.env ?? process.env, provider.apiKeyEnv);
  return {
    provider,
    baseURL: requireBaseURL(id, provider, findBaseURL(provider, settings)),
    apiKey: requireKey(id, provider, key),
    headers,
    secrets: [...(key ? [key] : []), ...secretHeaders(headers)],
  };
}

function requireBaseURL(model: string, provider: Provider, baseURL: string | undefined): string {
  const seen = baseURL === undefined ? "no base URL is set" : findFault(baseURL);
  if (baseURL !== undefined && seen === undefined) return baseURL;
  const settings = [provider.baseURLEnv, `\`providers.${provider.name}.baseURL\``].filter(Boolean).join(" or ");
  const fix = provider.fixes?.missing_base_url ?? `Set ${settings}.`;
  throw new GatewayError("missing_base_url", { model, provider: provider.name, seen, fix });
}

/** Says what is wrong without showing the URL, which may hold a password. */
function findFault(baseURL: string): string | undefined {
  const url = URL.parse(baseURL);
  if (!url || !/^https?:$/.test(url.protocol)) return "the base URL is no http(s) URL";
  return url.username || url.password ? "the base URL holds a password, which belongs in the API key" : undefined;
}

function requireKey(model: string, provider: Provider, key: string | undefined): string {
  const variables = provider.apiKeyEnv.join(" or ");
  const setting = `\`providers.${provider.name}.apiKey\``;
  if (key === undefined && provider.needsKey) {
    const fix = `Set ${variables}, or pass ${setting}. See ${provider.docsURL}`;
    throw new GatewayError("missing_key", { model, provider: provider.name, seen: `${variables} is not set`, fix });
  }
  if (key !== undefined && !/^[\x20-\x7e]+$/.test(key)) {
    const seen = "the key holds characters that a header cannot carry";
    throw new GatewayError("missing_key", { model, provider: provider.name, seen, fix: "Copy the key again." });
  }
  return key ?? PLACEHOLDER_KEY;
}

function secretHeaders(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers)
    .filter(([name]) => /auth|key|token|secret|cookie/i.test(name))
    .map(([, value]) => value.replace(/^(?:Bearer|Basic)\s+/i, ""));
}
