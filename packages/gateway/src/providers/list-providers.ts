import { isRecord } from "../shared/is-record.ts";
import type { Environment, ProviderOverride, ProviderSettings } from "./provider-settings.ts";
import type { Provider } from "./providers.ts";
import {
  findBaseURL,
  findKey,
  isHosted,
  isLoopback,
  listRows,
  parseModelId,
  resolveProvider,
} from "./resolve-provider.ts";

/** A provider and how it stands with the settings at hand. */
export type ProviderStatus = {
  readonly provider: Provider;
  /** Where requests go; undefined until settings or environment say it. */
  readonly baseURL: string | undefined;
  /** Whether settings or environment hold a key. */
  readonly hasKey: boolean;
  /** Whether messages leave the machine. */
  readonly isHosted: boolean;
  /** Whether a request can be sent: it has a base URL, and a key if it needs one. Says nothing of who answers. */
  readonly isReady: boolean;
};

/** Every provider with its status, in the order of the table. Sends nothing. */
export function listProviders(settings: ProviderSettings = {}): ProviderStatus[] {
  return listRows(settings).map((provider) => {
    const baseURL = findBaseURL(provider, settings);
    const { key, isNeeded } = findKey(provider, settings);
    const isReady = baseURL !== undefined && (key !== undefined || !isNeeded);
    return { provider, baseURL, hasKey: key !== undefined, isHosted: isHosted(provider, settings), isReady };
  });
}

/** Where the prompts of one provider go. */
export type Destination = {
  readonly provider: string;
  readonly title: string;
  /** The host and port of its API, and the path at which it is asked. */
  readonly host: string;
  readonly path: string;
  /** Whether prompts leave this machine. */
  readonly isHosted: boolean;
};

/**
 * Where the prompts of these models may go, each place once, in the order of the table. Sends nothing.
 *
 * @param models Model ids, or deployments, which may have an address of their own: `reachableDeployments` finds them.
 * @throws {GatewayError} "missing_key" or "missing_base_url" when a setting is missing
 */
export function listDestinations(
  models: readonly (string | (ProviderOverride & { readonly model: string }))[],
  settings: ProviderSettings = {},
): Destination[] {
  const places = models.map((asked) => {
    const own = typeof asked === "string" ? { model: asked } : asked;
    const model = parseModelId(own.model, settings);
    const { host, pathname } = new URL(resolveProvider(model, settings, own).baseURL);
    const path = `${pathname.replace(/\/$/, "")}/chat/completions`;
    const { name: provider, title } = model.provider;
    return { provider, title, host, path, isHosted: isHosted(model.provider, settings, own) };
  });
  const each = new Map(places.map((place) => [JSON.stringify(place), place]));
  return listRows(settings).flatMap(({ name }) => [...each.values()].filter(({ provider }) => provider === name));
}

/** What a provider said when it was asked for its models. */
export type Probe = {
  /** Whether it answered and took the key. */
  readonly answers: boolean;
  /** What was seen, in a few words and without secrets. */
  readonly seen: string;
  /** The models that it listed. */
  readonly models: readonly string[];
  readonly latencyMs: number;
};

/** Asks for the list of models: whether the provider is there, and takes the key. Costs nothing. */
export async function probeProvider(
  provider: Provider,
  settings: ProviderSettings = {},
  timeoutMs = 3000,
): Promise<Probe> {
  const startedAt = performance.now();
  const { baseURL, apiKey, headers, query } = resolveProvider({ id: provider.name, provider, name: "" }, settings);
  const probe = (answers: boolean, seen: string, models: readonly string[] = []) => {
    return { answers, seen, models, latencyMs: performance.now() - startedAt };
  };
  try {
    const search = Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : "";
    const response = await fetch(`${baseURL.replace(/\/$/, "")}/models${search}`, {
      headers: { authorization: `Bearer ${apiKey}`, ...headers },
      // What is sent is meant for this place, and for no other.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) return probe(false, `HTTP ${response.status}`);
    const models = readModels(await response.json());
    return models === undefined ? probe(true, "no list of models") : probe(true, `${models.length} models`, models);
  } catch (error) {
    return probe(false, describeFailure(error, timeoutMs));
  }
}

/** Asks each of these providers that is set up, side by side. One that cannot even be asked does not answer. */
export function probeProviders(
  statuses: readonly ProviderStatus[],
  settings: ProviderSettings = {},
): Promise<(ProviderStatus & { readonly probe?: Probe })[]> {
  const failed = ({ message }: Error): Probe => ({ answers: false, seen: message, models: [], latencyMs: 0 });
  return Promise.all(
    statuses.map(async (status) =>
      status.isReady ? { ...status, probe: await probeProvider(status.provider, settings).catch(failed) } : status,
    ),
  );
}

/** What a probe has found, in a few words. */
export function describeProbe({ answers, seen, latencyMs }: Probe): string {
  return `${answers ? "answers" : "does not answer"}: ${seen}, ${Math.round(latencyMs)} ms`;
}

/** How a provider stands, as the cells of a table: its name, what it needs, and where it is. */
export function describeProvider({
  provider,
  probe,
  ...status
}: ProviderStatus & { readonly probe?: Probe }): string[] {
  const { name, worksWithoutKey, apiKeyEnv, baseURLEnv } = provider;
  return [
    name,
    status.isReady ? "set up" : "not set up",
    status.isHosted ? "hosted" : "this machine",
    status.hasKey ? "has a key" : worksWithoutKey ? "needs no key" : `needs ${apiKeyEnv[0]}`,
    [status.baseURL ?? `needs ${baseURLEnv}`, ...(probe ? [describeProbe(probe)] : [])].join("  "),
  ];
}

/** A model server on this machine, and what it said. */
export type LocalServer = Probe & Pick<Destination, "provider" | "title" | "host">;

/** Looks for model servers on this machine, at their usual ports or where a variable says. Sends no message. */
export function probeLocalServers(env: Environment = process.env): Promise<LocalServer[]> {
  const local = listProviders({ env }).flatMap(({ provider, baseURL = "" }) =>
    isLoopback(baseURL) && provider.name !== "offline" ? [{ provider, baseURL }] : [],
  );
  return Promise.all(
    local.map(async ({ provider, baseURL }) => {
      const { name, title, apiKeyEnv } = provider;
      // Without a key of the user's, a placeholder asks as well whether anybody is there.
      const placeholder = apiKeyEnv[0] === undefined ? {} : { [apiKeyEnv[0]]: "none" };
      const probe = await probeProvider(provider, { env: { ...placeholder, ...env } });
      return { provider: name, title, host: new URL(baseURL).host, ...probe };
    }),
  );
}

function readModels(body: unknown): string[] | undefined {
  const models: unknown = isRecord(body) ? body.data : undefined;
  return Array.isArray(models) ? models.map((model) => String(isRecord(model) ? model.id : model)) : undefined;
}

function describeFailure(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return "no answer";
  if (error.name === "TimeoutError") return `no answer within ${timeoutMs} ms`;
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "no answer that can be read";
}
