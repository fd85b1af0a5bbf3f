import { type Attributes, context, metrics, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { ERROR_KINDS } from "../errors/error-kinds.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import type { Asked } from "../providers/resolve-provider.ts";
import type { CompletionReply } from "../shared/completion.ts";
import { isRecord } from "../shared/is-record.ts";

// Attributes as OpenTelemetry's conventions for generative AI name them, as of 2026-11, all in development:
// https://github.com/open-telemetry/semantic-conventions-genai. What they have no name for is under `kit.gateway`.

const SCOPE = "@kit/gateway";
/** "true" has spans hold messages and answers, which then go wherever spans go. Other instrumentations read it too. */
const hasContent = () => /^true$/i.test(process.env.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT ?? "");
/** The metrics of the conventions, with the bounds that they advise, and our own of the cost. */
const SECONDS = {
  unit: "s",
  advice: { explicitBucketBoundaries: Array.from({ length: 14 }, (_, n) => 0.01 * 2 ** n) },
};
const TOKENS = { unit: "{token}", advice: { explicitBucketBoundaries: Array.from({ length: 14 }, (_, n) => 4 ** n) } };
const COST = { unit: "USD", description: "What the provider bills, where that is known" };

/** The conventions' names of providers, where they differ from ours. */
const PROVIDER_NAMES: Readonly<Record<string, string>> = {
  gemini: "gcp.gemini",
  mistral: "mistral_ai",
  xai: "x_ai",
  azure: "azure.ai.openai",
};
/** Parameters that are numbers, and where the conventions' names are not ours. */
const NUMBERS = /^((presence|frequency)_penalty|max_(completion_)?tokens|n|seed|temperature|top_p)$/;
const NAMES: Readonly<Record<string, string>> = { max_completion_tokens: "max_tokens", n: "choice.count" };

/** What telemetry reads of a call; under the labels, what a router knows. */
type TracedCall = { asked: Asked; body: Record<string, unknown>; labels: Attributes };

/** What a call tells while it is on its way. */
export type CallSpan = ReturnType<typeof startCallSpan>;

/** Begins the span of a call. An answer from the cache has an internal one, as no provider was asked. */
export function startCallSpan({ asked, body, labels }: TracedCall, more: Attributes = {}) {
  const { hostname, port, protocol } = new URL(asked.endpoint.baseURL);
  const { provider, name } = asked.model;
  const target: Attributes = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": PROVIDER_NAMES[provider.name] ?? provider.name,
    "gen_ai.request.model": name,
    "server.address": hostname,
    "server.port": Number(port) || (protocol === "https:" ? 443 : 80),
  };
  const kind = more["kit.gateway.cache_hit"] ? SpanKind.INTERNAL : SpanKind.CLIENT;
  const attributes = { ...target, ...labels, ...describeRequest(body), ...more };
  const span = trace.getTracer(SCOPE).startSpan(`chat ${name}`, { kind, attributes });
  const startedAt = performance.now();
  const secondsSoFar = () => (performance.now() - startedAt) / 1000;
  const meter = metrics.getMeter(SCOPE);
  const endMetrics = (more: Attributes) =>
    meter.createHistogram("gen_ai.client.operation.duration", SECONDS).record(secondsSoFar(), { ...target, ...more });
  let [isOpen, hasChunk] = [true, false];

  return {
    /** Does the work within the span, so that spans of the HTTP client are below it. */
    run: <T>(work: () => Promise<T>): Promise<T> => context.with(trace.setSpan(context.active(), span), work),
    /** A chunk has come. Only the first counts. */
    seeChunk() {
      if (!hasChunk) span.setAttribute("gen_ai.response.time_to_first_chunk", secondsSoFar());
      hasChunk = true;
    },
    /** Only the first end counts. Without an outcome nothing was asked. */
    end(outcome?: CompletionReply | GatewayError | "aborted" | "unexpected") {
      if (!isOpen) return;
      isOpen = false;
      if (typeof outcome === "string" || outcome instanceof GatewayError) {
        const type = typeof outcome === "string" ? outcome : outcome.kind;
        // The message of the error may quote the provider: it is content.
        const message = type === "unexpected" ? type : ERROR_KINDS[type].meaning;
        span.setAttribute("error.type", type).setStatus({ code: SpanStatusCode.ERROR, message });
        endMetrics({ "error.type": type });
      } else if (outcome !== undefined) {
        const { model, kit } = outcome;
        span.setAttributes(describeReply(outcome));
        const answered = { ...target, "gen_ai.response.model": model };
        endMetrics(answered);
        const tokens = meter.createHistogram("gen_ai.client.token.usage", TOKENS);
        for (const type of kit.usage ? (["input", "output"] as const) : []) {
          tokens.record(kit.usage?.[`${type}Tokens`] ?? 0, { ...answered, "gen_ai.token.type": type });
        }
        if (kit.cost.usd) meter.createCounter("kit.gateway.cost", COST).add(kit.cost.usd, answered);
      }
      span.end();
    },
  };
}

function describeRequest({ stop, response_format: format, messages, tools, ...body }: TracedCall["body"]) {
  const numbers = Object.entries(body).filter(([name, value]) => NUMBERS.test(name) && typeof value === "number");
  return {
    ...Object.fromEntries(numbers.map(([name, value]) => [`gen_ai.request.${NAMES[name] ?? name}`, Number(value)])),
    ...(stop !== undefined && { "gen_ai.request.stop_sequences": [stop].flat().map(String) }),
    "gen_ai.output.type": isRecord(format) && String(format.type).startsWith("json") ? "json" : "text",
    "openai.api.type": "chat_completions",
    ...(hasContent() && { "gen_ai.input.messages": JSON.stringify([messages].flat().map(toMessage)) }),
    ...(hasContent() && tools !== undefined && { "gen_ai.tool.definitions": JSON.stringify(tools) }),
  };
}

function describeReply({ id, model, choices, kit: { usage, cost, attempts } }: CompletionReply) {
  const said = choices.map(({ message, finish_reason }) => ({ ...toMessage(message), finish_reason }));
  return {
    "gen_ai.response.id": id,
    "gen_ai.response.model": model,
    "gen_ai.response.finish_reasons": choices.map((choice) => choice.finish_reason),
    // What is undefined is no attribute.
    "gen_ai.usage.input_tokens": usage?.inputTokens,
    "gen_ai.usage.output_tokens": usage?.outputTokens,
    "gen_ai.usage.cache_read.input_tokens": usage?.cachedInputTokens,
    "gen_ai.usage.reasoning.output_tokens": usage?.reasoningTokens,
    "kit.gateway.requests": attempts,
    "kit.gateway.cost_source": cost.source,
    "kit.gateway.cost_usd": cost.usd,
    ...(hasContent() && { "gen_ai.output.messages": JSON.stringify(said) }),
  };
}

/** A message as the conventions write it. An image is named, not shown: a span is no place for it. */
function toMessage(message: unknown) {
  const { role, content, tool_calls: calls = [], tool_call_id: id } = Object(message);
  if (role === "tool") return { role, parts: [{ type: "tool_call_response", id, response: content }] };
  const texts = [content ?? []].flat().map((part) => {
    const { type, text } = typeof part === "string" ? { type: "text", text: part } : Object(part);
    return { type, ...(type === "text" && { content: text }) };
  });
  const called = [calls ?? []].flat().map((call) => ({ type: "tool_call", id: call?.id, ...call?.function }));
  return { role, parts: [...texts, ...called] };
}
