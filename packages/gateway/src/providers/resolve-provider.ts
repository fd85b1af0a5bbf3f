import { GatewayError } from "../errors/gateway-error.ts";
import type { Endpoint, Environment, ProviderOverride, ProviderSettings } from "./provider-settings.ts";
import { PROVIDERS, type Provider } from "./providers.ts";

const KNOWN: readonly Provider[] = PROVIDERS;

/** A model id, taken apart. */
export type ModelId = {
  /** The whole id: `provider/name`. */
  readonly id: string;
  /** The row of the provider. */
  readonly provider: Provider;
  /** What the provider calls the model; may hold further slashes. */
  readonly name: string;
};

/** Every provider: those of the table, then those that only the settings name. They are where their base URL says. */
export function listRows({ providers = {} }: ProviderSettings = {}): Provider[] {
  const own = Object.keys(providers).filter((name) => !KNOWN.some((row) => row.name === name));
  return [...KNOWN, ...own.map((name) => ({ ...OWN_PROVIDER, name, title: name }))];
}

/**
 * Takes a model id apart at its first slash. The text before it is the provider; nothing is guessed from the rest.
 *
 * @param settings Providers of one's own. Default: those of the table only.
 * @throws {GatewayError} "invalid_model_id" when there is no slash, or nothing on one side of it
 * @throws {GatewayError} "unknown_provider" when no provider has that name
 */
export function parseModelId(id: string, settings: ProviderSettings = {}): ModelId {
  const slash = id.indexOf("/");
  const prefix = id.slice(0, Math.max(slash, 0));
  const name = id.slice(slash + 1);
  const rows = listRows(settings);
  const provider = rows.find((row) => row.name === prefix);
  if (provider && name.trim()) return { id, provider, name };
  const fix = `Write the model as \`provider/name\`; the providers are ${rows.map((row) => row.name).join(", ")}.`;
  if (!prefix || !name.trim()) throw new GatewayError("invalid_model_id", { model: id, seen: JSON.stringify(id), fix });
  throw new GatewayError("unknown_provider", { model: id, provider: prefix, seen: JSON.stringify(prefix), fix });
}

/** Which model is asked, and where. */
export type Asked = {
  readonly model: ModelId;
  readonly endpoint: Endpoint;
};

/** What is known of a provider that only the settings name. */
const OWN_PROVIDER = {
  runsAt: "loopback",
  apiKeyEnv: [],
  worksWithoutKey: true,
  docsURL: "https://developers.openai.com/api/reference/chat-completions",
} as const;

/** Sent where no key is needed: the `openai` package refuses to work without one. */
const PLACEHOLDER_KEY = "no-key-needed";

/** Fills in address and credentials, those of a deployment first, or says which setting is missing. */
export function resolveProvider(
  { id, provider }: ModelId,
  settings: ProviderSettings,
  own: ProviderOverride = {},
): Endpoint {
  const general = findOverride(provider, settings);
  const address = findAddress(provider, settings, own);
  const baseURL = requireBaseURL(id, provider, address.baseURL);
  const { key, variables, isNeeded } = findKey(provider, settings, own);
  const apiKey = requireKey(id, provider, key, isNeeded ? variables : []);
  const apiVersion = own.apiVersion ?? general.apiVersion;
  const query = { ...address.query, ...(apiVersion && { "api-version": apiVersion }) };
  const headers = { ...("api-version" in query && { "api-key": apiKey }), ...general.headers, ...own.headers };
  return {
    ...{ provider, baseURL, apiKey, headers, query },
    isHosted: provider.runsAt !== "loopback" || !isLoopback(baseURL),
    drop: [...(general.drop ?? []), ...(own.drop ?? [])],
    rename: { ...general.rename, ...own.rename },
    secrets: [...(key ? [key] : []), ...secretHeaders({ ...headers, ...query })],
  };
}

/** The key of a provider, where it was looked for, and whether a request without it is hopeless. */
export function findKey(provider: Provider, settings: ProviderSettings, own: ProviderOverride = {}) {
  const places = [own, findOverride(provider, settings)];
  const { apiKey, apiKeyEnv } = places.find((place) => place.apiKey?.trim() || place.apiKeyEnv) ?? {};
  const variables = apiKeyEnv ? [apiKeyEnv] : provider.apiKeyEnv;
  const key = apiKey?.trim() || readEnv(settings.env ?? process.env, variables);
  // People paste keys in quotes, or with the word that stands before it in a header.
  const bare = key && unquote(key).replace(/^Bearer\s+/i, "");
  return { key: bare || undefined, variables, isNeeded: !provider.worksWithoutKey || apiKeyEnv !== undefined };
}

function unquote(text: string): string {
  return text
    .trim()
    .replace(/^(["'`])(.*)\1$/, "$2")
    .trim();
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

/** @param needed The variables of which one must hold the key; none when the provider may do without. */
function requireKey(model: string, provider: Provider, key: string | undefined, needed: readonly string[]): string {
  const variables = needed.join(" or ");
  const setting = `\`providers.${provider.name}.apiKey\``;
  if (key === undefined && needed.length > 0) {
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
function findOverride(provider: Provider, settings: ProviderSettings): ProviderOverride {
  return Object.entries(settings.providers ?? {}).find(([name]) => name === provider.name)?.[1] ?? {};
}

/** The base URL of a provider: from the deployment or the settings, else from its environment variable or its row. */
export function findBaseURL(provider: Provider, settings: ProviderSettings, own?: ProviderOverride) {
  return findAddress(provider, settings, own).baseURL;
}

/** People paste the address of a request, with a query behind it. */
function findAddress(provider: Provider, settings: ProviderSettings, own: ProviderOverride = {}) {
  const configured = own.baseURL?.trim() || findOverride(provider, settings).baseURL?.trim();
  const named = provider.baseURLEnv && readEnv(settings.env ?? process.env, [provider.baseURLEnv]);
  const pasted = unquote(configured || named || provider.baseURL || "");
  const cut = pasted.replace(/[?#].*$/s, "").replace(/\/(?:chat\/completions|completions|responses|messages)\/*$/, "");
  const baseURL = configured ? cut : withPath(cut, provider.baseURLPath);
  // A query belongs to the path with which it was pasted.
  const hasQuery = baseURL === cut && pasted.includes("?");
  const query = Object.fromEntries((hasQuery && URL.parse(pasted)?.searchParams) || []);
  return { baseURL: baseURL || undefined, query };
}

/** Adds the path, or what is missing of it. What stands below its first part is another API of the same provider. */
function withPath(url: string, path: string | undefined): string {
  const parsed = path === undefined ? null : URL.parse(url);
  if (path === undefined || !parsed) return url;
  const before = parsed.pathname.replace(/\/+$/, "");
  if (path.startsWith(before)) return parsed.origin + path;
  const [root = path] = /^\/[^/]+/.exec(path) ?? [];
  return before.includes(root) ? url : parsed.origin + before + path;
}

/** Whether messages leave the machine. True when in doubt, and for a proxy on this machine, which forwards. */
export function isHosted(provider: Provider, settings: ProviderSettings = {}, own: ProviderOverride = {}): boolean {
  if (provider.runsAt !== "loopback") return true;
  const baseURL = findBaseURL(provider, settings, own);
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
