// The names of OpenTelemetry's conventions for generative AI, as of 2026-11, all in development:
// https://github.com/open-telemetry/semantic-conventions-genai. What they have no name for is under `kit.gateway`.

export const SCOPE = "@kit/gateway";

/** Attributes of spans and metrics. */
export const NAMES = {
  operation: "gen_ai.operation.name",
  provider: "gen_ai.provider.name",
  requestModel: "gen_ai.request.model",
  stream: "gen_ai.request.stream",
  outputType: "gen_ai.output.type",
  responseId: "gen_ai.response.id",
  responseModel: "gen_ai.response.model",
  finishReasons: "gen_ai.response.finish_reasons",
  timeToFirstChunk: "gen_ai.response.time_to_first_chunk",
  inputTokens: "gen_ai.usage.input_tokens",
  outputTokens: "gen_ai.usage.output_tokens",
  cachedInputTokens: "gen_ai.usage.cache_read.input_tokens",
  reasoningTokens: "gen_ai.usage.reasoning.output_tokens",
  tokenType: "gen_ai.token.type",
  inputMessages: "gen_ai.input.messages",
  outputMessages: "gen_ai.output.messages",
  toolDefinitions: "gen_ai.tool.definitions",
  apiType: "openai.api.type",
  serverAddress: "server.address",
  serverPort: "server.port",
  errorType: "error.type",
  alias: "kit.gateway.alias",
  attempt: "kit.gateway.attempt",
  fallbackFrom: "kit.gateway.fallback_from",
  requests: "kit.gateway.requests",
  cacheHit: "kit.gateway.cache_hit",
  costUsd: "kit.gateway.cost_usd",
  costSource: "kit.gateway.cost_source",
} as const;

/** Parameters of a request that have an attribute of their own. */
export const PARAMETERS: Readonly<Record<string, string>> = {
  max_tokens: "gen_ai.request.max_tokens",
  max_completion_tokens: "gen_ai.request.max_tokens",
  temperature: "gen_ai.request.temperature",
  top_p: "gen_ai.request.top_p",
  stop: "gen_ai.request.stop_sequences",
  seed: "gen_ai.request.seed",
  n: "gen_ai.request.choice.count",
  presence_penalty: "gen_ai.request.presence_penalty",
  frequency_penalty: "gen_ai.request.frequency_penalty",
};

/** The conventions' names of providers, where they differ from ours. */
export const PROVIDER_NAMES: Readonly<Record<string, string>> = {
  gemini: "gcp.gemini",
  mistral: "mistral_ai",
  xai: "x_ai",
  azure: "azure.ai.openai",
};

/** Metrics, with the bounds of their buckets as the conventions advise. */
export const METRICS = {
  duration: {
    name: "gen_ai.client.operation.duration",
    unit: "s",
    bounds: [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
  },
  tokens: {
    name: "gen_ai.client.token.usage",
    unit: "{token}",
    bounds: [1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864],
  },
} as const;
