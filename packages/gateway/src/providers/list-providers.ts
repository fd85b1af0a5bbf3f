import { PROVIDERS, type Provider } from "./providers.ts";
import {
  findBaseURL,
  findOverride,
  hasKey,
  isHosted,
  type ProviderSettings,
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

/** What a provider said when it was asked for its models. */
export type Probe = {
  /** Whether it answered and took the key. */
  readonly answers: boolean;
  /** What was seen, in a few words and without secrets. */
  readonly seen: string;
  readonly latencyMs: number;
};

/**
 * Asks a provider for its list of models: whether it is there, and takes the key. Costs nothing, and sends no message.
 *
 * @param timeoutMs Milliseconds. Default: 3000.
 * @throws {GatewayError} "missing_key" or "missing_base_url" when a setting is missing
 */
export async function probeProvider(
  provider: Provider,
  settings: ProviderSettings = {},
  timeoutMs = 3000,
): Promise<Probe> {
  const startedAt = performance.now();
  const { baseURL, apiKey, headers } = resolveProvider({ id: provider.name, provider, name: "" }, settings);
  const probe = (answers: boolean, seen: string) => ({ answers, seen, latencyMs: performance.now() - startedAt });
  try {
    const response = await fetch(`${baseURL.replace(/\/$/, "")}/models`, {
      headers: { authorization: `Bearer ${apiKey}`, ...headers },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) return probe(false, `HTTP ${response.status}`);
    return probe(true, describeModels(await response.json()));
  } catch (error) {
    return probe(false, describeFailure(error, timeoutMs));
  }
}

function describeModels(body: unknown): string {
  const models: unknown = typeof body === "object" && body !== null && Reflect.get(body, "data");
  return Array.isArray(models) ? `${models.length} models` : "no list of models";
}

function describeFailure(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return "no answer";
  if (error.name === "TimeoutError") return `no answer within ${timeoutMs} ms`;
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "no answer that can be read";
}
