import type { ChatCompletion, ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions";
import { describe, quoteSeen } from "../answers/to-gateway-error.ts";
import { estimateCostUsd } from "../cost/cost.ts";
import type { ErrorKind } from "../errors/error-kinds.ts";
import type { GatewayError } from "../errors/gateway-error.ts";
import { applyParameterRules } from "../parameters/apply-rules.ts";
import { type Asked, parseModelId, resolveProvider } from "../providers/resolve-provider.ts";
import type { CompletionReply, CompletionRequest, TokenUsage } from "../shared/completion.ts";
import { isRecord } from "../shared/is-record.ts";
import { load } from "../shared/load.ts";
import { type ClientCache, createClientCache } from "./call.ts";
import { DEFAULT_TIMEOUT_MS, type Gateway, type GatewaySettings } from "./gateway.ts";

/** Makes a gateway. Sends nothing and loads nothing until the first completion. */
export function createGateway(settings: GatewaySettings = {}): Gateway {
  const clientFor = createClientCache();
  return { completion: (request) => complete(request, settings, clientFor) };
}

async function complete(
  { model: id, signal, timeoutMs, ...given }: CompletionRequest,
  settings: GatewaySettings,
  clientFor: ClientCache,
): Promise<CompletionReply> {
  const startedAt = performance.now();
  const model = parseModelId(id);
  const asked = { model, endpoint: resolveProvider(model, settings) };
  const { parameters, warnings } = applyParameterRules(model, given, asked.endpoint);
  const limitMs = timeoutMs ?? settings.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const timeout = AbortSignal.timeout(limitMs);
  const ended = signal ? AbortSignal.any([signal, timeout]) : timeout;
  try {
    const client = await clientFor(asked.endpoint);
    const body = { ...parameters, model: model.name } as unknown as ChatCompletionCreateParamsNonStreaming;
    const completion = readCompletion(await client.chat.completions.create(body, { signal: ended }), asked);
    const usage = readUsage(completion);
    const usd = usage && (await estimateCostUsd(id, usage, settings));
    const latencyMs = performance.now() - startedAt;
    return Object.assign(completion, {
      kit: {
        ...{ provider: model.provider.name, model: id, attempts: 1, trail: [{ model: id, latencyMs }], warnings },
        ...{ usage, cached: false, latencyMs },
        cost: usd === undefined ? { source: "unknown" as const } : { usd, source: "table" as const },
      },
    });
  } catch (cause) {
    const error = signal?.aborted
      ? describe("aborted", asked, { cause: signal.reason })
      : timeout.aborted
        ? describe("timeout", asked, { seen: `no answer within ${limitMs} ms` })
        : await toGatewayError(cause, asked);
    error.trail = [{ model: id, kind: error.kind, isUnsent: error.isUnsent, latencyMs: performance.now() - startedAt }];
    throw error;
  }
}

/** A model may think aloud first. */
const THOUGHT = /^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>\s*/i;

/** A body with status 200: it may be anything. */
function readCompletion(body: ChatCompletion, asked: Asked): ChatCompletion {
  const [choice] = isRecord(body) && Array.isArray(body.choices) ? body.choices : [];
  if (!isRecord(choice?.message)) {
    const seen = `HTTP 200, ${quoteSeen(JSON.stringify(body) ?? "no body", asked.endpoint.secrets)}`;
    throw describe("invalid_response", asked, { seen });
  }
  const { message } = choice;
  if (typeof message.content === "string") message.content = message.content.replace(THOUGHT, "");
  body.model ||= asked.model.name;
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
  ...{ 401: "auth", 402: "quota", 403: "permission", 404: "not_found", 408: "timeout", 409: "server" },
  ...{ 413: "context_window", 429: "rate_limit" },
};

/** Gives what the `openai` package throws its kind. It is no cause: what it quotes of the provider may hold the key. */
async function toGatewayError(error: unknown, asked: Asked): Promise<GatewayError> {
  const { APIError, APIConnectionError } = await load.openai();
  const { endpoint } = asked;
  if (error instanceof APIConnectionError) {
    const { origin, pathname } = new URL(endpoint.baseURL);
    const code = codeOf(error) ?? "a broken connection";
    const isUnsent = NOT_CONNECTED.test(code);
    return describe("connection", asked, { seen: `${code} at ${origin}${pathname}`, isUnsent });
  }
  if (!(error instanceof APIError) || error.status === undefined) {
    if (error instanceof Error && error.name === "GatewayError") return error as GatewayError;
    return describe("invalid_response", asked, { seen: quoteSeen(String(error), endpoint.secrets) });
  }
  const { status, code, type, message, headers } = error;
  const words = `${code} ${type} ${message}`;
  const isRefused = status >= 400 && status < 500;
  const byWords = isRefused ? KIND_BY_WORDS.find(([, pattern]) => pattern.test(words))?.[0] : undefined;
  const kind = byWords ?? KIND_BY_STATUS[status] ?? (status >= 500 ? "server" : isRefused ? "bad_request" : undefined);
  const seconds = Number(headers?.get("retry-after") ?? Number.NaN);
  return describe(kind ?? "invalid_response", asked, {
    ...{ status, seen: `HTTP ${status}, ${quoteSeen(message, endpoint.secrets)}` },
    ...(seconds >= 0 && { retryAfterMs: seconds * 1000 }),
  });
}

/** Nobody is there, or it is not who the address says: no request was sent. */
const NOT_CONNECTED = /REFUSED|NOTFOUND|EAI_|UNREACH|CONNECT_TIMEOUT|CERT|SIGNATURE|TLS|SSL|EPROTO|bad port/;

/** The system's word for what went wrong, such as ECONNREFUSED, or the last message: it is some causes down. */
function codeOf(error: unknown): string | undefined {
  if (!isRecord(error)) return undefined;
  if (typeof error.code === "string") return error.code;
  return isRecord(error.cause) ? (codeOf(error.cause) ?? String(error.cause.message)) : undefined;
}
