import type { ProviderName } from "./providers.ts";

/** Environment variables, as in `process.env`. A variable that is empty counts as absent. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What replaces a provider's row and its environment variables. */
export interface ProviderOverride {
  /** The whole base URL, path included, as the `openai` package expects it. */
  readonly baseURL?: string | undefined;
  /** The API key. An empty one counts as absent. */
  readonly apiKey?: string | undefined;
  /** Headers to send with each request, beside those of the `openai` package. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Where providers are found and what opens them. */
export interface ProviderSettings {
  /** Where keys and base URLs are looked up at each request. Default: `process.env`. */
  readonly env?: Environment | undefined;
  /** Overrides by provider name. */
  readonly providers?: Readonly<Partial<Record<ProviderName, ProviderOverride>>> | undefined;
}
