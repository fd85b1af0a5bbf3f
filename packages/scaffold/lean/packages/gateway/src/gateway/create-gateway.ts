import type { OpenAI } from "openai";
import type { ChatCompletion, ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions";
import { type ErrorKind, GatewayError } from "../errors/gateway-error.ts";
import {
  type Endpoint,
  estimateRouteUsd,
  fitParameters,
  type ProviderSettings,
  resolveModel,
  type TokenUsage,
} from "../providers/providers.ts";

const DEFAULT_TIMEOUT_MS = 120_000;
/** For the `openai` package, whose own limit is ten minutes. */
const NO_TIMEOUT_MS = 2 ** 30;

/** A request for one chat completion, in the words of OpenAI's API. */
export type CompletionRequest = {
  /** The model id: `provider/name`. */
  model: string;
  /** Ends the request at once, with an error of kind "aborted". */
  signal?: AbortSignal | undefined;
  /** Milliseconds from call to answer, everything included. Default: 120,000. */
  timeoutMs?: number | undefined;
  [parameter: string]: unknown;
};

/** The provider's completion, and what the gateway knows beside it. An unknown price is absent, never zero. */
export type CompletionReply = ChatCompletion & {
  readonly kit: {
    readonly provider: string;
    readonly model: string;
    /** One sentence for each parameter that was dropped. */
    readonly warnings: readonly string[];
    readonly usage: TokenUsage | undefined;
    readonly cost: { readonly usd?: number };
    readonly latencyMs: number;
  };
};

/** Asks models at any provider. */
export type Gateway = {
  /** Asks one model once: no retry, no other model in its place. @throws {GatewayError} */
  completion(request: CompletionRequest): Promise<CompletionReply>;
};

/** Makes a gateway. Sends nothing and loads nothing until the first completion. */
export function createGateway(settings: ProviderSettings = {}): Gateway {
  return { completion: (request) => complete(request, settings) };
}

async function complete(
  { model: id, signal, timeoutMs = DEFAULT_TIMEOUT_MS, ...given }: CompletionRequest,
  settings: ProviderSettings,
): Promise<CompletionReply> {
  const startedAt = performance.now();
  const endpoint = resolveModel(id, settings);
  const { provider, name } = endpoint.model;
  const { parameters, warnings } = fitParameters(endpoint.model, given);
  const timeout = AbortSignal.timeout(timeoutMs);
  const ended = signal ? AbortSignal.any([signal, timeout]) : timeout;
  try {
    const client = await createClient(endpoint);
    const body = { ...parameters, model: name } as unknown as ChatCompletionCreateParamsNonStreaming;
    const completion = readCompletion(await client.chat.completions.create(body, { signal: ended }), endpoint);
    const usage = readUsage(completion);
    const usd = usage && (await estimateRouteUsd([id], usage, settings));
    const cost = usd === undefined ? {} : { usd };
    const latencyMs = performance.now() - startedAt;
    return Object.assign(completion, { kit: { provider: provider.name, model: id, warnings, usage, cost, latencyMs } });
  } catch (cause) {
    if (signal?.aborted) throw new GatewayError("aborted", { model: id, cause: signal.reason });
    const seen = `no answer within ${timeoutMs} ms`;
    throw timeout.aborted ? new GatewayError("timeout", { model: id, seen }) : await toGatewayError(cause, endpoint);
  }
}

/**
 * The package reads OPENAI_* variables for whatever base URL it is given: each is overruled here, so that what is meant
 * for OpenAI does not go to someone else. A redirect would send the prompt and the key on: it is an error.
 */
async function createClient({ baseURL, apiKey }: Endpoint): Promise<OpenAI> {
  const { OpenAI } = await import("openai");
  const custom = (process.env.OPENAI_CUSTOM_HEADERS ?? "").split("\n").filter((line) => line.includes(":"));
  const withoutCustom = custom.map((line) => [line.slice(0, line.indexOf(":")).trim(), null]);
  const key = apiKey || "no-key-needed";
  return new OpenAI({
    ...{ baseURL, apiKey: key, organization: null, project: null, maxRetries: 0, timeout: NO_TIMEOUT_MS },
    defaultHeaders: { ...Object.fromEntries(withoutCustom), Authorization: `Bearer ${key}` },
    fetchOptions: { redirect: "manual" },
    logLevel: "off",
  });
}

/** A model may think aloud first. */
const THOUGHT = /^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>\s*/i;

/** A body with status 200: it may be anything. */
function readCompletion(body: ChatCompletion, endpoint: Endpoint): ChatCompletion {
  const { id, name } = endpoint.model;
  const message = Array.isArray(body?.choices) ? body.choices[0]?.message : undefined;
  if (typeof message !== "object" || message === null) {
    const seen = `HTTP 200, ${quoteSeen(JSON.stringify(body) ?? "no body", endpoint)}`;
    throw new GatewayError("invalid_response", { model: id, seen });
  }
  if (typeof message.content === "string") message.content = message.content.replace(THOUGHT, "");
  body.model ||= name;
  return body;
}

function readUsage({ usage }: ChatCompletion): TokenUsage | undefined {
  if (!usage || !Number.isFinite(usage.prompt_tokens) || !Number.isFinite(usage.completion_tokens)) return undefined;
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = usage;
  return { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
}

/** What gives an error kind away: its code or its words, in order, and else its status. */
const KIND_BY_WORDS: readonly (readonly [ErrorKind, RegExp])[] = [
  ["quota", /insufficient_quota|credit balance|insufficient (?:balance|credits|funds)/i],
  ["auth", /(?:incorrect|invalid|not valid).{0,20}api.?key|api.?key.{0,20}not valid/i],
  ["content_policy", /content_filter|content_policy|content (?:filtering|management) policy/i],
  ["context_window", /context_length|context (?:window|length)|too many (?:input |prompt )?tokens|prompt is too long/i],
  ["unsupported_param", /unsupported_(?:parameter|value)|unknown_parameter|extra_forbidden|not supported/i],
  ["not_found", /model_not_found|no such model|model.{0,60}(?:not exist|not found)/i],
];
const KIND_BY_STATUS: Readonly<Record<number, ErrorKind>> = {
  ...{ 401: "auth", 402: "quota", 403: "permission", 404: "not_found", 408: "timeout", 413: "context_window" },
  ...{ 409: "server", 429: "rate_limit" },
};

/** Gives what the `openai` package throws its kind. It is no cause: what it quotes of the provider may hold the key. */
async function toGatewayError(error: unknown, endpoint: Endpoint): Promise<GatewayError> {
  if (error instanceof GatewayError) return error;
  const { APIError, APIConnectionError } = await import("openai");
  const { id: model } = endpoint.model;
  if (error instanceof APIConnectionError) {
    const { origin, pathname } = new URL(endpoint.baseURL);
    const code = codeOf(error) ?? "a broken connection";
    return new GatewayError("connection", {
      ...{ model, seen: `${code} at ${origin}${pathname}`, isUnsent: NOT_CONNECTED.test(code) },
    });
  }
  if (!(error instanceof APIError) || error.status === undefined) {
    return new GatewayError("invalid_response", { model, seen: quoteSeen(String(error), endpoint) });
  }
  const { status, code, type, message, headers } = error;
  const byWords = KIND_BY_WORDS.find(([, pattern]) => pattern.test(`${code} ${type} ${message}`))?.[0];
  const byStatus = KIND_BY_STATUS[status] ?? (status < 400 ? "invalid_response" : "bad_request");
  const seconds = Number(headers?.get("retry-after") ?? Number.NaN);
  return new GatewayError(status >= 500 ? "server" : (byWords ?? byStatus), {
    ...{ model, seen: `HTTP ${status}, ${quoteSeen(message, endpoint)}` },
    ...(seconds >= 0 && { retryAfterMs: seconds * 1000 }),
  });
}

/** Quotes what a provider wrote: without the key, on one line, cut when long. */
function quoteSeen(text: string, { apiKey }: Endpoint): string {
  const masked = (apiKey.length < 4 ? text : text.replaceAll(apiKey, "[secret]")).replace(
    /\bBearer\s+[\w.~+/=-]{12,}/gi,
    "Bearer [secret]",
  );
  return JSON.stringify(masked.replace(/\s+/g, " ").trim().slice(0, 300));
}

/** Nobody is there, or it is not who the address says: no request was sent. */
const NOT_CONNECTED = /REFUSED|NOTFOUND|EAI_|UNREACH|CONNECT_TIMEOUT|CERT|SIGNATURE|TLS|SSL|EPROTO|bad port/;

/** The system's word for what went wrong, such as ECONNREFUSED, or the last message: it is some causes down. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause instanceof Error ? (codeOf(error.cause) ?? error.cause.message) : undefined;
}
