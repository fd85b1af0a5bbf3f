import { findBaseURL } from "./find-base-url.ts";
import type { Provider } from "./provider.ts";
import type { ProviderSettings } from "./settings.ts";

/**
 * Whether messages to this provider leave the machine, with these settings.
 *
 * True when in doubt: for a base URL that is missing or malformed, and for a proxy on this machine that forwards.
 *
 * @example
 * ```ts
 * const { provider } = parseModelId("ollama/some-model");
 * if (isHosted(provider)) console.error(`Your messages go to ${provider.title}.`);
 * ```
 */
export function isHosted(provider: Provider, settings: ProviderSettings = {}): boolean {
  if (provider.runsAt === "hosted") return true;
  const baseURL = findBaseURL(provider, settings);
  return baseURL === undefined || !URL.canParse(baseURL) || !isLoopback(new URL(baseURL).hostname);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
