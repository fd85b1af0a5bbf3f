import type { Attributes } from "@opentelemetry/api";
import type { Asked } from "../providers/resolve-provider.ts";
import type { CompletionReply } from "../shared/completion.ts";
import { isRecord } from "../shared/is-record.ts";

// Attributes as OpenTelemetry's conventions for generative AI name them, as of 2026-11, all in development:
// https://github.com/open-telemetry/semantic-conventions-genai. What they have no name for is under `kit.gateway`.

/** What telemetry reads of a call. */
export type TracedCall = {
  readonly asked: Asked;
  readonly body: Readonly<Record<string, unknown>>;
  /** What a router knows about the call, by attribute. */
  readonly labels: Readonly<Record<string, string | number>>;
};

/** The conventions' names of providers, where they differ from ours. */
const PROVIDER_NAMES: Readonly<Record<string, string>> = {
  gemini: "gcp.gemini",
  mistral: "mistral_ai",
  xai: "x_ai",
  azure: "azure.ai.openai",
};

/** What spans and metrics have in common: who is asked, and where. */
export function describeTarget({ asked: { model, endpoint } }: TracedCall): Attributes {
  const { hostname, port, protocol } = new URL(endpoint.baseURL);
  return {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": PROVIDER_NAMES[model.provider.name] ?? model.provider.name,
    "gen_ai.request.model": model.name,
    "server.address": hostname,
    "server.port": Number(port) || (protocol === "https:" ? 443 : 80),
  };
}

/** Parameters that are numbers. */
const PARAMETERS: Readonly<Record<string, string>> = {
  max_tokens: "gen_ai.request.max_tokens",
  max_completion_tokens: "gen_ai.request.max_tokens",
  temperature: "gen_ai.request.temperature",
  top_p: "gen_ai.request.top_p",
  seed: "gen_ai.request.seed",
  n: "gen_ai.request.choice.count",
  presence_penalty: "gen_ai.request.presence_penalty",
  frequency_penalty: "gen_ai.request.frequency_penalty",
};

/** What only spans tell: the parameters, and what the router knows. */
export function describeRequest(call: TracedCall): Attributes {
  const { stop, response_format: format, ...body } = call.body;
  const given = Object.entries(PARAMETERS).filter(([parameter]) => typeof body[parameter] === "number");
  const isJSON = isRecord(format) && String(format.type).startsWith("json");
  return {
    ...describeTarget(call),
    ...call.labels,
    ...Object.fromEntries(given.map(([parameter, name]) => [name, Number(body[parameter])])),
    ...(stop !== undefined && { "gen_ai.request.stop_sequences": [stop].flat().map(String) }),
    "gen_ai.output.type": isJSON ? "json" : "text",
    "openai.api.type": "chat_completions",
  };
}

/** What a span tells about an answer, without its content. */
export function describeReply({ id, model, choices, kit: { usage, cost, attempts } }: CompletionReply): Attributes {
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
  };
}

/** Messages and tools of a request, as the conventions write them: only for those who have asked for content. */
export function describeInput({ messages, tools }: TracedCall["body"]): Attributes {
  const list = Array.isArray(messages) ? messages.filter(isRecord) : [];
  return {
    "gen_ai.input.messages": JSON.stringify(list.map((message) => ({ role: message.role, parts: toParts(message) }))),
    ...(tools !== undefined && { "gen_ai.tool.definitions": JSON.stringify(tools) }),
  };
}

/** The answer, as the conventions write it. */
export function describeOutput({ choices }: CompletionReply): Attributes {
  const list = choices.map(({ message, finish_reason }) => ({
    role: message.role,
    parts: toParts({ ...message }),
    finish_reason,
  }));
  return { "gen_ai.output.messages": JSON.stringify(list) };
}

function toParts({ role, content, tool_calls: calls, tool_call_id: id }: Record<string, unknown>): unknown[] {
  if (role === "tool") return [{ type: "tool_call_response", id, response: content }];
  const texts = [content].flat().flatMap((part) => {
    if (typeof part === "string") return [{ type: "text", content: part }];
    // An image is named, not shown: a span is no place for it.
    return isRecord(part) ? [part.type === "text" ? { type: "text", content: part.text } : { type: part.type }] : [];
  });
  return [...texts, ...(Array.isArray(calls) ? calls.map(toCall) : [])];
}

function toCall(call: unknown): unknown {
  const { id, function: called } = isRecord(call) ? call : {};
  return { type: "tool_call", id, ...(isRecord(called) && { name: called.name, arguments: called.arguments }) };
}
