import type { Provider } from "./providers.ts";

/** Environment variables, as in `process.env`. A variable that is empty counts as absent. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How a provider, or one deployment of a model, is asked: replaces the provider's row and its environment variables. */
export type ProviderOverride = {
  /** The whole base URL, path included. A query in it goes out with each request; the path of a request is cut off. */
  readonly baseURL?: string | undefined;
  /** The API key. An empty one counts as absent. */
  readonly apiKey?: string | undefined;
  /** The environment variable that holds the key. Default: those of the provider. */
  readonly apiKeyEnv?: string | undefined;
  /** Headers to send with each request, beside those of the `openai` package. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The `api-version` of Azure's dated API. The key then goes out as the header `api-key`, too. */
  readonly apiVersion?: string | undefined;
  /** Parameters that are not sent. */
  readonly drop?: readonly string[] | undefined;
  /** Parameters that are sent under another name, by the name in OpenAI's API. */
  readonly rename?: Readonly<Record<string, string>> | undefined;
};

/** What a model can. What is not said is tried. */
export type Abilities = {
  /** Takes `tools`. */
  readonly tools?: boolean | undefined;
  /** Takes a `tool_choice` that forces a call. */
  readonly forcedTools?: boolean | undefined;
  /** Takes a JSON Schema as `response_format`. */
  readonly jsonSchema?: boolean | undefined;
};

/** What a million tokens cost, in US dollars. */
export type ModelPrice = {
  readonly inputUsdPerMillion: number;
  readonly outputUsdPerMillion: number;
  /** Input that the provider had kept from before. Default: as other input. */
  readonly cachedInputUsdPerMillion?: number | undefined;
};

/** Where providers are found, what opens them and what they cost. */
export type ProviderSettings = {
  /** Where keys and base URLs are looked up at each request. Default: `process.env`. */
  readonly env?: Environment | undefined;
  /** What models can, by model id, where the gateway does not know it. Default: it tries, and learns from refusals. */
  readonly can?: Readonly<Record<string, Abilities>> | undefined;
  /** Overrides by provider name. A name that is not in the table is a provider of one's own, with a `baseURL`. */
  readonly providers?: Readonly<Record<string, ProviderOverride>> | undefined;
  /** Prices by model id, or by `provider/*` for all its other models. They come before what others say. */
  readonly prices?: Readonly<Record<string, ModelPrice>> | undefined;
};

/** A provider that can be asked: its row, with address and credentials filled in. */
export type Endpoint = {
  readonly provider: Provider;
  readonly baseURL: string;
  /** Whether messages leave the machine. */
  readonly isHosted: boolean;
  readonly apiKey: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent with each request after the `?`. */
  readonly query: Readonly<Record<string, string>>;
  /** Parameters that are not sent, and those that have another name here. */
  readonly drop: readonly string[];
  readonly rename: Readonly<Record<string, string>>;
  /** What must never appear in a message: the key, and headers that look like one. */
  readonly secrets: readonly string[];
};
