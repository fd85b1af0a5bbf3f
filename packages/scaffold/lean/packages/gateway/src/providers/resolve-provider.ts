import { GatewayError } from "../errors/gateway-error.ts";
import type { Endpoint, Environment, ProviderSettings } from "./provider-settings.ts";
import { PROVIDERS, type Provider } from "./providers.ts";

/** A model id, taken apart. */
export type ModelId = {
  /** The whole id: `provider/name`. */
  readonly id: string;
  /** The row of the provider. */
  readonly provider: Provider;
  /** What the provider calls the model; may hold further slashes. */
  readonly name: string;
};

/** Which model is asked, and where. */
export type Asked = { readonly model: ModelId; readonly endpoint: Endpoint };

const ROWS: readonly Provider[] = PROVIDERS;

/**
 * Takes a model id apart at its first slash. The text before it is the provider; nothing is guessed from the rest.
 *
 * @throws {GatewayError} "invalid_model_id" when there is no slash, or nothing on one side of it
 * @throws {GatewayError} "unknown_provider" when no provider has that name
 */
export function parseModelId(id: string): ModelId {
  const slash = id.indexOf("/");
  const prefix = id.slice(0, Math.max(slash, 0));
  const name = id.slice(slash + 1);
  const provider = ROWS.find((row) => row.name === prefix);
  if (provider && name.trim()) return { id, provider, name };
  const fix = `Write the model as \`provider/name\`; the providers are ${ROWS.map((row) => row.name).join(", ")}.`;
  if (!prefix || !name.trim()) throw new GatewayError("invalid_model_id", { model: id, seen: JSON.stringify(id), fix });
  throw new GatewayError("unknown_provider", { model: id, provider: prefix, seen: JSON.stringify(prefix), fix });
}

/** Sent where no key is needed: the `openai` package refuses to work without one. */
const PLACEHOLDER_KEY = "no-key-needed";

/** Fills in address and credentials, or says which variable is missing. */
export function resolveProvider({ id, provider }: ModelId, { env = process.env }: ProviderSettings): Endpoint {
  const model = { model: id, provider: provider.name };
  const baseURL = findBaseURL(provider, env);
  const url = URL.parse(baseURL);
  // The URL is not shown: it may hold a password.
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    const seen = baseURL === "" ? "no base URL is set" : "the base URL is no http(s) URL, or holds a password";
    const fix = provider.fixes?.missing_base_url ?? `Set ${provider.baseURLEnv}.`;
    throw new GatewayError("missing_base_url", { ...model, seen, fix });
  }
  const key = readEnv(env, provider.apiKeyEnv).replace(/^Bearer\s+/i, "");
  const variables = provider.apiKeyEnv.join(" or ");
  if (key === "" && !provider.worksWithoutKey) {
    const fix = `Set ${variables}. See ${provider.docsURL}`;
    throw new GatewayError("missing_key", { ...model, seen: `${variables} is not set`, fix });
  }
  if (!/^[\x20-\x7e]*$/.test(key)) {
    const seen = "the key holds characters that a header cannot carry";
    throw new GatewayError("missing_key", { ...model, seen, fix: "Copy the key again." });
  }
  const apiKey = key || PLACEHOLDER_KEY;
  return { provider, baseURL, apiKey, headers: {}, query: {}, drop: [], rename: {}, secrets: key ? [key] : [] };
}

/** The base URL of a provider: of its environment variable, else of its row, else an empty one. */
function findBaseURL({ baseURLEnv, baseURLPath, baseURL = "" }: Provider, env: Environment): string {
  const named = baseURLEnv === undefined ? "" : readEnv(env, [baseURLEnv]).replace(/\/(?:chat\/completions)?\/*$/, "");
  if (named === "") return baseURL;
  return baseURLPath === undefined || URL.parse(named)?.pathname !== "/" ? named : named + baseURLPath;
}

/** Whether messages leave the machine. True when in doubt, and for a proxy on this machine, which forwards. */
export function isHosted(provider: Provider, { env = process.env }: ProviderSettings = {}): boolean {
  const hostname = URL.parse(findBaseURL(provider, env))?.hostname ?? "";
  const isLoopback = hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
  return provider.runsAt !== "loopback" || !isLoopback;
}

/** The first of these variables that holds something, without white space and quotes around it. */
function readEnv(env: Environment, names: readonly string[]): string {
  const values = names.map((name) => (env[name] ?? "").trim().replace(/^(["'`])(.*)\1$/, "$2"));
  return values.find((value) => value !== "") ?? "";
}
