import type { ErrorKind } from "../errors/error-kinds.ts";

/** An error answer, by the provider that sends one of this shape. */
export type RecordedError = {
  readonly from: string;
  readonly model: string;
  readonly status: number;
  readonly body: unknown;
  readonly kind: ErrorKind;
  readonly param?: string;
};

const openai = (message: string, fields: Record<string, unknown>) => ({ error: { message, param: null, ...fields } });
const anthropic = (message: string) => openai(message, { type: "invalid_request_error", code: null });
const gemini = (code: number, status: string, message: string) => [{ error: { code, message, status } }];

/** Error answers in the shapes that providers use; keys and ids are made up. */
export const RECORDED_ERRORS: readonly RecordedError[] = [
  {
    from: "OpenAI, wrong key",
    model: "openai/m",
    status: 401,
    body: openai("Incorrect API key provided.", { type: "invalid_request_error", code: "invalid_api_key" }),
    kind: "auth",
  },
  {
    from: "Gemini, wrong key, status 400 and an array",
    model: "gemini/m",
    status: 400,
    body: gemini(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
    kind: "auth",
  },
  {
    from: "xAI, wrong key, status 400 and the error as text",
    model: "xai/m",
    status: 400,
    body: {
      code: "Client specified an invalid argument",
      error: "Incorrect API key provided. Get one at console.x.ai.",
    },
    kind: "auth",
  },
  {
    from: "OpenAI, region",
    model: "openai/m",
    status: 403,
    body: openai("Country, region, or territory not supported", { code: "unsupported_country_region_territory" }),
    kind: "permission",
  },
  {
    from: "OpenAI, no such model",
    model: "openai/m",
    status: 404,
    body: openai("The model `m` does not exist or you do not have access to it.", { code: "model_not_found" }),
    kind: "not_found",
  },
  {
    from: "OpenAI, a model that the project may not use, status 403",
    model: "openai/m",
    status: 403,
    body: openai("Project `p` does not have access to model `m`", { code: "model_not_found" }),
    kind: "not_found",
  },
  {
    from: "Ollama, no such model, the error as text",
    model: "ollama/m",
    status: 404,
    body: { error: "model 'm' not found" },
    kind: "not_found",
  },
  {
    from: "OpenRouter, no such model, status 400",
    model: "openrouter/v/m",
    status: 400,
    body: { error: { message: "v/m is not a valid model ID", code: 400 } },
    kind: "not_found",
  },
  {
    from: "OpenAI, bad value",
    model: "openai/m",
    status: 400,
    body: openai("Invalid type for 'messages'", {
      type: "invalid_request_error",
      param: "messages",
      code: "invalid_type",
    }),
    kind: "bad_request",
    param: "messages",
  },
  {
    from: "vLLM, 422 with a sentence as detail",
    model: "vllm/m",
    status: 422,
    body: { detail: "messages: at least one is needed" },
    kind: "bad_request",
  },
  {
    from: "OpenAI, parameter",
    model: "openai/m",
    status: 400,
    body: openai("Unsupported parameter: 'temperature' is not supported with this model.", {
      param: "temperature",
      code: "unsupported_parameter",
    }),
    kind: "unsupported_param",
    param: "temperature",
  },
  {
    from: "Anthropic, parameter, text only",
    model: "anthropic/m",
    status: 400,
    body: anthropic("`temperature` is deprecated for this model."),
    kind: "unsupported_param",
    param: "temperature",
  },
  {
    from: "Gemini, parameter, an array",
    model: "gemini/m",
    status: 400,
    body: gemini(400, "INVALID_ARGUMENT", 'Invalid JSON payload received. Unknown name "seed": Cannot find field.'),
    kind: "unsupported_param",
    param: "seed",
  },
  {
    from: "Mistral, parameter, a detail inside the message",
    model: "mistral/m",
    status: 422,
    body: {
      object: "error",
      message: { detail: [{ type: "extra_forbidden", loc: ["body", "store"], msg: "Extra inputs are not permitted" }] },
    },
    kind: "unsupported_param",
    param: "store",
  },
  {
    from: "Mistral, parameter, a bare detail",
    model: "mistral/m",
    status: 422,
    body: { detail: [{ type: "extra_forbidden", loc: ["body", "messages", 0, "name"], msg: "Extra inputs" }] },
    kind: "unsupported_param",
    param: "messages.0.name",
  },
  {
    from: "Groq, parameter, text only",
    model: "groq/m",
    status: 400,
    body: openai("'messages.0' : for 'role:user' property 'name' is unsupported", { type: "invalid_request_error" }),
    kind: "unsupported_param",
    param: "name",
  },
  {
    from: "xAI, parameter, the error as text",
    model: "xai/m",
    status: 400,
    body: { code: "invalid argument", error: "Argument not supported on this model: stop" },
    kind: "unsupported_param",
    param: "stop",
  },
  {
    from: "OpenAI, too long",
    model: "openai/m",
    status: 400,
    body: openai("Your input exceeds the limit.", { param: "messages", code: "context_length_exceeded" }),
    kind: "context_window",
    param: "messages",
  },
  {
    from: "llama.cpp, too long, a type of its own",
    model: "llamacpp/m",
    status: 400,
    body: { error: { code: 400, message: "the request is too large", type: "exceed_context_size_error", n_ctx: 4096 } },
    kind: "context_window",
  },
  {
    from: "Anthropic, too long, text only",
    model: "anthropic/m",
    status: 400,
    body: anthropic("prompt is too long: 210000 tokens > 200000 maximum"),
    kind: "context_window",
  },
  {
    from: "vLLM, too long, text only",
    model: "vllm/m",
    status: 400,
    body: { object: "error", message: "This model's maximum context length is 4096 tokens.", code: 400 },
    kind: "context_window",
  },
  {
    from: "Gemini, too long, an array",
    model: "gemini/m",
    status: 400,
    body: gemini(
      400,
      "INVALID_ARGUMENT",
      "The input token count (1200000) exceeds the maximum number of tokens allowed.",
    ),
    kind: "context_window",
  },
  { from: "a proxy, too long", model: "custom/m", status: 413, body: "Payload Too Large", kind: "context_window" },
  {
    from: "OpenRouter, too long, in the words of another provider",
    model: "openrouter/v/m",
    status: 400,
    body: { error: { code: 400, message: "Provider returned error", metadata: { raw: "prompt is too long" } } },
    kind: "context_window",
  },
  {
    from: "Azure, filter",
    model: "azure/m",
    status: 400,
    body: openai("The response was filtered.", {
      code: "content_filter",
      innererror: { code: "ResponsibleAIPolicyViolation" },
    }),
    kind: "content_policy",
  },
  {
    from: "Azure, filter, the code one level down",
    model: "azure/m",
    status: 400,
    body: openai("The response was filtered.", { code: null, innererror: { code: "ResponsibleAIPolicyViolation" } }),
    kind: "content_policy",
  },
  {
    from: "Anthropic, filter, text only",
    model: "anthropic/m",
    status: 400,
    body: anthropic("Output blocked by content filtering policy"),
    kind: "content_policy",
  },
  {
    from: "OpenRouter, moderation, status 403",
    model: "openrouter/v/m",
    status: 403,
    body: { error: { code: 403, message: "Your input was flagged", metadata: { reasons: ["violence"] } } },
    kind: "content_policy",
  },
  {
    from: "OpenAI, rate",
    model: "openai/m",
    status: 429,
    body: openai("Rate limit reached for m.", { type: "requests", code: "rate_limit_exceeded" }),
    kind: "rate_limit",
  },
  {
    from: "Groq, tokens in a minute, status 413",
    model: "groq/m",
    status: 413,
    body: openai("Request too large for model `m`, please reduce.", { type: "tokens", code: "rate_limit_exceeded" }),
    kind: "rate_limit",
  },
  {
    from: "Gemini, rate, in words that OpenAI uses for quota",
    model: "gemini/m",
    status: 429,
    body: gemini(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your plan."),
    kind: "rate_limit",
  },
  {
    from: "vLLM, rate, in words that elsewhere mean too long",
    model: "vllm/m",
    status: 429,
    body: { object: "error", message: "Requests of maximum context length are limited, wait.", code: 429 },
    kind: "rate_limit",
  },
  {
    from: "OpenAI, no credit, status 429",
    model: "openai/m",
    status: 429,
    body: openai("You exceeded your current quota.", { type: "insufficient_quota", code: "insufficient_quota" }),
    kind: "quota",
  },
  {
    from: "Anthropic, no credit, status 400, text only",
    model: "anthropic/m",
    status: 400,
    body: anthropic("Your credit balance is too low to access the API."),
    kind: "quota",
  },
  {
    from: "DeepSeek, no credit",
    model: "deepseek/m",
    status: 402,
    body: openai("Insufficient Balance", { type: "unknown_error", code: "invalid_request_error" }),
    kind: "quota",
  },
  { from: "a proxy, timeout", model: "custom/m", status: 408, body: "Request Timeout", kind: "timeout" },
  { from: "a conflict", model: "custom/m", status: 409, body: "Conflict", kind: "server" },
  {
    from: "OpenAI, failure",
    model: "openai/m",
    status: 500,
    body: openai("The server had an error.", {}),
    kind: "server",
  },
  {
    from: "OpenRouter, the failure of another provider",
    model: "openrouter/v/m",
    status: 502,
    body: { error: { code: 502, message: "Provider returned error", metadata: { raw: "upstream connect error" } } },
    kind: "server",
  },
  {
    from: "Anthropic, overloaded",
    model: "anthropic/m",
    status: 529,
    body: { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
    kind: "server",
  },
];
