import { findBaseURL, findOverride } from "./find-base-url.ts";
import { hasKey } from "./has-key.ts";
import { isHosted } from "./is-hosted.ts";
import type { Provider } from "./provider.ts";
import { PROVIDERS } from "./providers.ts";
import type { ProviderSettings } from "./settings.ts";

/** A provider and how it stands with the settings at hand. */
export interface ProviderStatus {
  readonly provider: Provider;
  /** Where requests go; undefined until settings or environment say it. */
  readonly baseURL: string | undefined;
  /** Whether settings or environment hold a key. */
  readonly hasKey: boolean;
  /** Whether messages leave the machine. */
  readonly isHosted: boolean;
  /** Whether a request can be sent: it has a base URL, and a key if it needs one. Says nothing of who answers. */
  readonly isReady: boolean;
}

/**
 * Every provider with its status, in the order of the table. Sends nothing.
 *
 * @example
 * ```ts
 * for (const { provider, isReady } of listProviders()) {
 *   console.error(isReady ? "ready" : "not set up", provider.name);
 * }
 * ```
 */
export function listProviders(settings: ProviderSettings = {}): ProviderStatus[] {
  return PROVIDERS.map((provider: Provider) => {
    const baseURL = findBaseURL(provider, settings);
    const isOpen = Boolean(findOverride(provider, settings).apiKey?.trim()) || hasKey(provider, settings.env);
    const isReady = baseURL !== undefined && (isOpen || !provider.needsKey);
    return { provider, baseURL, hasKey: isOpen, isHosted: isHosted(provider, settings), isReady };
  });
}
