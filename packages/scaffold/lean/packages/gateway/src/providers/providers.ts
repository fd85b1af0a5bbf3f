import { GatewayError } from "../errors/gateway-error.ts";

/** One row of the table: a provider with an API like OpenAI's. */
export type Provider = {
  /** The prefix of its model ids, as in `name/model`. */
  readonly name: string;
  readonly title: string;
  /** Absent: it must come from the variable. */
  readonly baseURL?: string;
  readonly baseURLEnv?: string;
  /** Environment variables that may hold the key; the first that is not empty wins. */
  readonly apiKeyEnv: readonly string[];
  /** It needs no key, and what it is asked stays on this machine as long as its base URL points here. */
  readonly isLocal?: true;
  /** The parameter that limits the length of an answer. Default: `max_tokens`. */
  readonly tokenLimit?: "max_completion_tokens";
  /** Its name in the table of list prices; absent when the table does not have it. */
  readonly pricesAs?: string;
};

/** Every provider. To add one, add a row. */
const PROVIDERS: readonly Provider[] = [
  {
    ...{ name: "openai", title: "OpenAI", baseURL: "https://api.openai.com/v1", apiKeyEnv: ["OPENAI_API_KEY"] },
    ...{ pricesAs: "openai", tokenLimit: "max_completion_tokens" },
  },
  {
    ...{ name: "anthropic", title: "Anthropic", baseURL: "https://api.anthropic.com/v1/" },
    ...{ apiKeyEnv: ["ANTHROPIC_API_KEY"], pricesAs: "anthropic" },
  },
  {
    ...{ name: "gemini", title: "Google Gemini", pricesAs: "google" },
    baseURL: "https://generativelanguage.googleapis.com/v1beta/openai/",
    apiKeyEnv: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
  },
  {
    ...{ name: "mistral", title: "Mistral", baseURL: "https://api.mistral.ai/v1", pricesAs: "mistral" },
    apiKeyEnv: ["MISTRAL_API_KEY"],
  },
  {
    ...{ name: "openrouter", title: "OpenRouter", baseURL: "https://openrouter.ai/api/v1", pricesAs: "openrouter" },
    apiKeyEnv: ["OPENROUTER_API_KEY"],
  },
  {
    ...{ name: "ollama", title: "Ollama", baseURL: "http://127.0.0.1:11434/v1", apiKeyEnv: ["OLLAMA_API_KEY"] },
    isLocal: true,
  },
  {
    ...{ name: "custom", title: "Any OpenAI-compatible server", baseURLEnv: "CUSTOM_BASE_URL" },
    ...{ apiKeyEnv: ["CUSTOM_API_KEY"], isLocal: true },
  },
];

const SAMPLING = ["temperature", "top_p"];
const PENALTIES = ["presence_penalty", "frequency_penalty"];

/** Parameters that models refuse: they are not sent, which a warning says. */
const UNSUPPORTED: readonly { models: RegExp; drop: readonly string[] }[] = [
  // The reasoning models: the o-series, and GPT from 5 on but for its chat variants.
  { models: /^openai\/(?:o\d|gpt-(?:[5-9]|\d\d)(?!-chat))/, drop: [...SAMPLING, ...PENALTIES] },
  { models: /^openai\//, drop: ["top_k"] },
  // Opus from 4.7, Sonnet from 5, Haiku from 5.5, Fable.
  {
    models: /^anthropic\/claude-(?:opus-(?:4-[7-9]|[5-9])|sonnet-[5-9]|haiku-(?:5-[5-9]|[6-9])|fable-)(?!\d)/,
    drop: SAMPLING,
  },
  { models: /^gemini\//, drop: [...PENALTIES, "seed"] },
  { models: /^mistral\//, drop: ["seed"] },
];

/** The parameters of a request as its model takes them, and what was lost on the way. */
export function fitParameters({ id, provider }: ModelId, given: Readonly<Record<string, unknown>>) {
  const refused = UNSUPPORTED.flatMap(({ models, drop }) => (models.test(id) ? drop : []));
  const dropped = Object.keys(given).filter((name) => refused.includes(name) && given[name] !== undefined);
  const { max_tokens: limit, ...others } = given;
  const parameters = { ...others, ...(limit !== undefined && { [provider.tokenLimit ?? "max_tokens"]: limit }) };
  return {
    parameters: Object.fromEntries(Object.entries(parameters).filter(([name]) => !refused.includes(name))),
    warnings: dropped.map((name) => `${name} was dropped: the model does not take it`),
  };
}

/** Environment variables, as in `process.env`. A variable that is empty counts as absent. */
export type ProviderSettings = { readonly env?: Readonly<Record<string, string | undefined>> | undefined };

/** A model id, taken apart. */
export type ModelId = { readonly id: string; readonly provider: Provider; readonly name: string };

/** Which model is asked, where, and with which key. */
export type Endpoint = { readonly model: ModelId; readonly baseURL: string; readonly apiKey: string };

/** Takes a model id apart at its first slash. @throws {GatewayError} "invalid_model_id" or "unknown_provider" */
export function parseModelId(id: string): ModelId {
  const slash = id.indexOf("/");
  const prefix = id.slice(0, Math.max(slash, 0));
  const name = id.slice(slash + 1).trim();
  const provider = PROVIDERS.find((row) => row.name === prefix);
  if (provider && name) return { id, provider, name };
  const kind = prefix && name ? "unknown_provider" : "invalid_model_id";
  const fix = `Write the model as \`provider/name\`; the providers are ${PROVIDERS.map((row) => row.name).join(", ")}.`;
  throw new GatewayError(kind, { model: id, seen: JSON.stringify(kind === "unknown_provider" ? prefix : id), fix });
}

/** Fills in address and key, or says which variable is missing. @throws {GatewayError} */
export function resolveModel(id: string, { env = process.env }: ProviderSettings): Endpoint {
  const model = parseModelId(id);
  const { baseURLEnv = "", apiKeyEnv, isLocal } = model.provider;
  const baseURL = baseUrlOf(model.provider, { env });
  const url = URL.parse(baseURL);
  // The URL is not shown: it may hold a password.
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    const seen = baseURL === "" ? "no base URL is set" : "the base URL is no http(s) URL, or holds a password";
    throw new GatewayError("missing_base_url", { model: id, seen, fix: `Set ${baseURLEnv}.` });
  }
  const apiKey = readEnv(env, apiKeyEnv).replace(/^Bearer\s+/i, "");
  const variables = apiKeyEnv.join(" or ");
  if (!isLocal && apiKey === "") {
    throw new GatewayError("missing_key", {
      model: id,
      seen: `${variables} is not set`,
      fix: `Set ${variables}, in the environment or in .env.`,
    });
  }
  if (!/^[\x20-\x7e]*$/.test(apiKey)) {
    const seen = "the key holds characters that a header cannot carry";
    throw new GatewayError("missing_key", { model: id, seen, fix: `Copy the key in ${variables} again.` });
  }
  return { model, baseURL, apiKey };
}

function baseUrlOf({ baseURLEnv, baseURL = "" }: Provider, { env = process.env }: ProviderSettings): string {
  return (baseURLEnv && readEnv(env, [baseURLEnv]).replace(/\/+$/, "")) || baseURL;
}

/** The first of these variables that holds something, without white space and quotes around it. */
function readEnv(env: NonNullable<ProviderSettings["env"]>, names: readonly string[]): string {
  const values = names.map((name) => (env[name] ?? "").trim().replace(/^(["'`])(.*)\1$/, "$2"));
  return values.find((value) => value !== "") ?? "";
}

/** Whether messages leave the machine. True when in doubt. */
function isHosted(provider: Provider, settings: ProviderSettings): boolean {
  const hostname = URL.parse(baseUrlOf(provider, settings))?.hostname ?? "";
  return !provider.isLocal || !/^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/.test(hostname);
}

/** Where the prompts of one provider go: the host and port of its API, and whether that is another machine. */
export type Destination = { provider: string; title: string; host: string; isHosted: boolean };

/** Where the prompts of these models may go, each place once. @throws {GatewayError} when a key or an address is missing */
export function listDestinations(models: readonly string[], settings: ProviderSettings = {}): Destination[] {
  const places = models.map((id): [string, Destination] => {
    const { model, baseURL } = resolveModel(id, settings);
    const { name: provider, title } = model.provider;
    const { host } = new URL(baseURL);
    return [`${provider} ${host}`, { provider, title, host, isHosted: isHosted(model.provider, settings) }];
  });
  return [...new Map(places).values()];
}

/** How many tokens were read and written. */
export type TokenUsage = { readonly inputTokens: number; readonly outputTokens: number; readonly totalTokens: number };

/** What these tokens would cost at the dearest of these models, in US dollars. Undefined when a price is unknown. */
export async function estimateRouteUsd(
  models: readonly string[],
  { inputTokens, outputTokens }: TokenUsage,
  settings: ProviderSettings = {},
): Promise<number | undefined> {
  // A table in a file; nothing is fetched.
  const { calcPrice } = await import("@pydantic/genai-prices");
  const costs = models.map((id) => {
    const { provider, name } = parseModelId(id);
    if (!isHosted(provider, settings)) return 0;
    if (provider.pricesAs === undefined) return undefined;
    const tokens = { input_tokens: inputTokens, output_tokens: outputTokens };
    return calcPrice(tokens, name, { providerId: provider.pricesAs })?.total_price;
  });
  const known = costs.filter((cost) => cost !== undefined);
  return known.length === costs.length ? Math.max(...known) : undefined;
}
