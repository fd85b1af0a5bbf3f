import { GatewayError } from "../errors/gateway-error.ts";
import { PROVIDERS, type Provider, type ProviderName, RETIRED_PROVIDERS } from "./providers.ts";

const KNOWN: readonly Provider[] = PROVIDERS;
const listNames = () => KNOWN.map((row) => row.name).join(", ");

/** A model id, taken apart. */
export type ModelId = {
  /** The whole id: `provider/name`. */
  readonly id: string;
  /** The row of the provider. */
  readonly provider: Provider;
  /** What the provider calls the model; may hold further slashes. */
  readonly name: string;
};

/**
 * Takes a model id apart at its first slash. The text before it is the provider; nothing is guessed from the rest.
 *
 * @throws {GatewayError} "invalid_model_id" when there is no slash, or nothing on one side of it
 * @throws {GatewayError} "unknown_provider" when no provider has that name, or it is retired
 *
 * @example
 * ```ts
 * const { provider, name } = parseModelId("openrouter/vendor/model");
 * provider.title; // "OpenRouter"
 * name; // "vendor/model"
 * ```
 */
export function parseModelId(id: string): ModelId {
  const slash = id.indexOf("/");
  const prefix = id.slice(0, Math.max(slash, 0));
  const name = id.slice(slash + 1);
  if (!prefix || !name.trim()) {
    const fix = `Write the model as \`provider/name\`; the providers are ${listNames()}.`;
    throw new GatewayError("invalid_model_id", { model: id, seen: JSON.stringify(id), fix });
  }
  const provider = KNOWN.find((row) => row.name === prefix);
  if (provider) return { id, provider, name };
  const retired = Object.hasOwn(RETIRED_PROVIDERS, prefix) ? RETIRED_PROVIDERS[prefix] : undefined;
  const fix = `${retired ?? "Write the model as `provider/name`"}; the providers are ${listNames()}.`;
  throw new GatewayError("unknown_provider", { model: id, provider: prefix, seen: JSON.stringify(prefix), fix });
}

/** Environment variables, as in `process.env`. A variable that is empty counts as absent. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What replaces a provider's row and its environment variables. */
export type ProviderOverride = {
  /** The whole base URL, path included, as the `openai` package expects it. */
  readonly baseURL?: string | undefined;
  /** The API key. An empty one counts as absent. */
  readonly apiKey?: string | undefined;
  /** Headers to send with each request, beside those of the `openai` package. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
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

/** Where providers are found and what opens them. */
export type ProviderSettings = {
  /** Where keys and base URLs are looked up at each request. Default: `process.env`. */
  readonly env?: Environment | undefined;
  /** What models can, by model id, where the gateway does not know it. Default: it tries, and learns from refusals. */
  readonly can?: Readonly<Record<string, Abilities>> | undefined;
  /** Overrides by provider name. */
  readonly providers?: Readonly<Partial<Record<ProviderName, ProviderOverride>>> | undefined;
};

/** A provider that can be asked: its row, with address and credentials filled in. */
export type Endpoint = {
  readonly provider: Provider;
  readonly baseURL: string;
  readonly apiKey: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What must never appear in a message: the key, and headers that look like one. */
  readonly secrets: readonly string[];
};

/** Which model is asked, and where. */
export type Asked = {
  readonly model: ModelId;
  readonly endpoint: Endpoint;
};

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

/** Whether the environment holds an API key for this provider. An empty variable counts as absent. */
export function hasKey(provider: Provider, env: Environment = process.env): boolean {
  return readEnv(env, provider.apiKeyEnv) !== undefined;
}

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
  if (provider.runsAt !== "loopback") return true;
  const baseURL = findBaseURL(provider, settings);
  return baseURL === undefined || !isLoopback(baseURL);
}

/** Whether a base URL is on this machine. One that is malformed is not. */
export function isLoopback(baseURL: string): boolean {
  const hostname = URL.parse(baseURL)?.hostname ?? "";
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** The first of these variables that holds something, without the white space around it. */
function readEnv(env: Environment, names: readonly string[]): string | undefined {
  return names.map((name) => env[name]?.trim()).find(Boolean);
}
