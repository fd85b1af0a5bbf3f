import type { OpenAI } from "openai";
import { type Attempt, GatewayError } from "../errors/gateway-error.ts";
import { abilitiesOf, chooseToolWay } from "../parameters/abilities.ts";
import { applyParameterRules, fitMessages } from "../parameters/apply-rules.ts";
import { NO_TOOLS, readTools, type Tools } from "../parameters/tools-in-words.ts";
import type { Endpoint, ProviderOverride, ProviderSettings } from "../providers/provider-settings.ts";
import { type Asked, parseModelId, resolveProvider } from "../providers/resolve-provider.ts";
import type { CompletionRequest } from "../shared/completion.ts";
import { LONGEST_TIMER_MS } from "../shared/deadline.ts";
import { load } from "../shared/load.ts";
import type { CallSpan } from "../telemetry/call-span.ts";
import { fetchWithinOrigin } from "./http.ts";

/** What a call needs beside the request. */
export type CallContext = {
  readonly settings: ProviderSettings;
  readonly timeoutMs: number;
  readonly clientFor: ClientCache;
};

/** A request that is fitted to its model, on its way. */
export type Call = {
  readonly asked: Asked;
  /** What goes over the wire. */
  readonly body: Record<string, unknown>;
  /** The tools that the caller wants used, in whatever way the model can. */
  readonly tools: Tools;
  readonly warnings: string[];
  readonly trail: Trail;
  /** What a router tells telemetry about the call, by attribute. */
  readonly labels: Readonly<Record<string, string | number>>;
  readonly startedAt: number;
  /** Infinite when the signal is that of a deadline. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
};

/** Finds the provider and fits the parameters to the model; what a deployment says itself comes first. */
export function prepareCall(
  request: CompletionRequest,
  context: CallContext,
  labels: Call["labels"] = {},
  own: ProviderOverride = {},
): Call {
  const startedAt = performance.now();
  const { model: id, signal, timeoutMs = context.timeoutMs, ...given } = request;
  const model = parseModelId(id, context.settings);
  requireTimeout(timeoutMs, id);
  const asked = { model, endpoint: resolveProvider(model, context.settings, own) };
  const { parameters, warnings } = applyParameterRules(model, given, asked.endpoint);
  const body: Call["body"] = { ...parameters, messages: fitMessages(asked, parameters.messages), model: model.name };
  const tools = body.tools === undefined ? NO_TOOLS : readTools(body);
  if (tools !== NO_TOOLS) chooseToolWay({ body, tools, warnings }, abilitiesOf(asked, context.settings.can));
  const trail = { model: id, attempts: [], openedAt: undefined };
  return { asked, body, tools, labels, warnings, trail, startedAt, timeoutMs, signal };
}

/** A timeout that is no number of milliseconds is the caller's mistake. */
export function requireTimeout(timeoutMs: number, model: string): void {
  if (Number.isFinite(timeoutMs) && timeoutMs > 0) return;
  const fix = "Give `timeoutMs` a number of milliseconds above zero.";
  throw new GatewayError("bad_request", { model, seen: `timeoutMs is ${timeoutMs}`, fix });
}

/** Where version 1 of OpenTelemetry's API keeps what the program has registered. */
const REGISTERED = Symbol.for("opentelemetry.js.api.1");
const NO_SPAN: CallSpan = { run: (work) => work(), seeChunk: () => {}, end: () => {} };

/** Begins the span of a call, if the program has set OpenTelemetry up; otherwise that is not even loaded. */
export async function openSpan(call: Call, more: Record<string, boolean> = {}): Promise<CallSpan> {
  if (!(REGISTERED in globalThis)) return NO_SPAN;
  const { startCallSpan } = await import("../telemetry/call-span.ts");
  return startCallSpan(call, more);
}

/** The requests of a call, in order. At most one is open. */
type Trail = {
  readonly model: string;
  readonly attempts: Attempt[];
  openedAt: number | undefined;
};

export function openAttempt(trail: Trail): void {
  trail.openedAt = performance.now();
}

/** Closes the open attempt. Without one it does nothing: an answer may come when its deadline has closed it already. */
export function closeAttempt(trail: Trail, error?: Pick<GatewayError, "kind" | "isUnsent">): void {
  if (trail.openedAt === undefined) return;
  const latencyMs = performance.now() - trail.openedAt;
  const outcome = error && { kind: error.kind, ...(error.isUnsent && { isUnsent: true }) };
  trail.attempts.push({ model: trail.model, ...outcome, latencyMs });
  trail.openedAt = undefined;
}

/** More than any deadline, which is the only clock. Half of what a timer counts: the time of day may be set back. */
const NO_TIMEOUT_MS = LONGEST_TIMER_MS / 2;

/** Gives the client of an endpoint. */
export type ClientCache = (endpoint: Endpoint) => Promise<OpenAI>;

/** Keeps one client per endpoint. The `openai` package is loaded when the first client is asked for. */
export function createClientCache(): ClientCache {
  const clients = new Map<string, Promise<OpenAI>>();
  return (endpoint) => {
    const { provider, baseURL, apiKey, headers, query } = endpoint;
    const key = JSON.stringify([provider.name, baseURL, apiKey, headers, query]);
    const client = clients.get(key) ?? createClient(endpoint);
    clients.set(key, client);
    return client;
  };
}

/** The package reads OPENAI_* for any base URL: each is overruled, so that nothing meant for OpenAI goes elsewhere. */
async function createClient({ baseURL, apiKey, headers, query }: Endpoint): Promise<OpenAI> {
  const { OpenAI } = await load.openai();
  return new OpenAI({
    baseURL,
    apiKey,
    organization: null,
    project: null,
    defaultQuery: query,
    defaultHeaders: { ...takeBackCustomHeaders(), Authorization: `Bearer ${apiKey}`, ...headers },
    fetch: fetchWithinOrigin,
    maxRetries: 0,
    timeout: NO_TIMEOUT_MS,
    // At level debug the package would write to stdout, which may be a protocol's wire.
    logLevel: "off",
  });
}

/** A null for each header in OPENAI_CUSTOM_HEADERS. */
function takeBackCustomHeaders(): Record<string, null> {
  const lines = (process.env.OPENAI_CUSTOM_HEADERS ?? "").split("\n").filter((line) => line.includes(":"));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).trim(), null]));
}
