/** A refusal with an error status. */
export type Refusal = { readonly from: string; readonly status: number; readonly body: unknown };

const openai = (message: string, more: object = {}) => ({
  error: { message, type: "invalid_request_error", param: null, code: null, ...more },
});
const inOpenAI = (from: string, message: string, status = 400): Refusal => ({ from, status, body: openai(message) });

/** How providers refuse the parameter that stands in `NAME`. */
export const PARAMETER_REFUSALS: readonly Refusal[] = [
  inOpenAI("OpenAI, in words", "Unsupported parameter: 'NAME' is not supported with this model."),
  inOpenAI("OpenAI, older", "Unrecognized request argument supplied: NAME"),
  inOpenAI("OpenAI, unknown", "Unknown parameter: 'NAME'."),
  inOpenAI(
    "OpenAI, a value",
    "Unsupported value: 'NAME' does not support 0.2 with this model. Only the default (1) is.",
  ),
  inOpenAI("Anthropic, with thoughts", "`NAME` may only be set to 1 when thinking is enabled"),
  inOpenAI("a proxy", "Parameter NAME is disabled for reasoning models"),
  inOpenAI("Zhipu", "The parameter NAME is invalid"),
  inOpenAI("Kimi", "This model only supports NAME=1"),
  inOpenAI("SambaNova", "NAME is not a supported parameter"),
  inOpenAI("Anthropic", "NAME: Extra inputs are not permitted"),
  inOpenAI("Anthropic, deprecated", "`NAME` is deprecated for this model."),
  inOpenAI("Groq", "property 'NAME' is unsupported"),
  inOpenAI("Moonshot", "invalid NAME: only 1 is allowed for this model"),
  inOpenAI("Fireworks", "Extra inputs are not permitted, field: 'NAME', value: 0.2"),
  inOpenAI("Cerebras", "body.NAME: property 'body.NAME' is unsupported", 422),
  inOpenAI("Together", 'Invalid request: unknown field "NAME"'),
  inOpenAI("DeepInfra", "This model does not support the parameter NAME"),
  inOpenAI(
    "a Rust server",
    "Failed to deserialize: unknown field `NAME`, expected one of `messages`, `model`, `seed`",
    422,
  ),
  inOpenAI("a Go server", 'json: unknown field "NAME"'),
  inOpenAI("a Python server", "create() got an unexpected keyword argument 'NAME'"),
  inOpenAI("JSON Schema", "Additional properties are not allowed ('NAME' was unexpected)"),
  inOpenAI("vLLM", "[{'type': 'extra_forbidden', 'loc': ('body', 'NAME'), 'msg': 'Extra inputs are not permitted'}]"),
  inOpenAI("Bedrock", "The model returned the following errors: NAME: extraneous key is not permitted"),
  {
    from: "LiteLLM, a code in text and no parameter",
    status: 400,
    body: openai("litellm.UnsupportedParamsError: groq does not support parameters: ['NAME']", {
      ...{ code: "400", param: "None", type: "None" },
    }),
  },
  {
    from: "LiteLLM, the answer of another provider within",
    status: 400,
    body: openai(
      'litellm.BadRequestError: OpenAIException - {"error":{"message":"no","param":"NAME","code":"unsupported_parameter"}}',
      { code: "400", param: "None" },
    ),
  },
  {
    from: "OpenRouter, JSON in a text",
    status: 400,
    body: {
      error: {
        code: 400,
        message: "Provider returned error",
        metadata: { raw: JSON.stringify(openai("Unsupported parameter: 'NAME'")), provider_name: "Azure" },
      },
    },
  },
  {
    from: "FastAPI",
    status: 422,
    body: { detail: [{ type: "extra_forbidden", loc: ["body", "NAME"], msg: "Extra inputs are not permitted" }] },
  },
  inOpenAI("a proxy", "Invalid parameter: NAME"),
  inOpenAI("a gateway", "'NAME' is not a valid parameter for this model"),
  inOpenAI("Claude, two of a kind", "`NAME` and `top_p` cannot both be specified for this model. Please use only one."),
  inOpenAI("a model card", "Model m does not accept NAME"),
  inOpenAI("a database", "No such parameter: NAME"),
  { from: "a sentence as detail", status: 422, body: { detail: "NAME is not supported" } },
  { from: "a sentence as message", status: 400, body: { message: "unsupported parameter NAME", code: 20015 } },
  { from: "a plain sentence", status: 400, body: "Parameter NAME is not supported by this model" },
  {
    from: "Cloudflare",
    status: 400,
    body: { success: false, errors: [{ code: 5006, message: "unknown parameter: NAME" }] },
  },
];

/** How providers say that the messages are longer than the model reads. */
export const TOO_LONG: readonly Refusal[] = [
  inOpenAI("OpenAI", "Your input exceeds the context window of this model. Please adjust your input and try again."),
  inOpenAI("OpenAI, older", "This model's maximum context length is 4097 tokens. However, you requested 5000 tokens."),
  inOpenAI("LM Studio", "Input does not fit in context length"),
  inOpenAI("LM Studio, cut", "The number of tokens to keep from the initial prompt is greater than the context length"),
  inOpenAI("LM Studio, full", "Reached context length of 4096 tokens with this model"),
  inOpenAI(
    "LM Studio, loaded",
    "Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens",
    500,
  ),
  inOpenAI("llama.cpp", "the request exceeds the available context size (4096 tokens), try increasing it"),
  inOpenAI("llama.cpp, older", "input is too large to process. increase the physical batch size", 500),
  inOpenAI("llama-cpp-python", "Requested tokens (5000) exceed context window of 4096"),
  inOpenAI("vLLM", "The decoder prompt (length 9000) is longer than the maximum model length of 8192."),
  inOpenAI("vLLM, newer", "This model's maximum context length is 4096 tokens. Your request has 5000 input tokens"),
  inOpenAI("SGLang", "The input (9000 tokens) is longer than the model's context length (8192 tokens)."),
  inOpenAI("TGI", "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 4000", 422),
  inOpenAI("TGI, older", "`inputs` must have less than 1024 tokens. Given: 2000", 422),
  inOpenAI("Bedrock", "Input is too long for requested model."),
  inOpenAI("Anthropic", "prompt is too long: 210000 tokens > 200000 maximum"),
  inOpenAI("Anthropic, newer", "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000"),
  inOpenAI("Gemini", "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."),
  inOpenAI("Groq", "Please reduce the length of the messages or completion."),
  inOpenAI(
    "Mistral",
    "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length",
  ),
  inOpenAI("xAI", "This model's maximum prompt length is 131072 but the request contains 537812 tokens."),
  inOpenAI("Ollama", "the input length exceeds the context length", 500),
  inOpenAI("Cohere", "too many tokens: total number of tokens in the prompt cannot exceed 4081"),
  inOpenAI("Moonshot", "Invalid request: Your request exceeded model token limit: 8192"),
  inOpenAI("Zhipu", "Prompt exceeds max length"),
  inOpenAI("Qwen", "Range of input length should be [1, 30720]"),
  inOpenAI("Fireworks", "The prompt is too long: 9000, model maximum context length: 8191"),
  inOpenAI("Copilot", "prompt token count of 9000 exceeds the limit of 8192"),
  inOpenAI("LiteLLM", "litellm.ContextWindowExceededError: BadRequestError - no"),
  inOpenAI("Vertex", "The number of input tokens exceeds the limit"),
  inOpenAI("Writer", "Too many input tokens: 9000"),
  inOpenAI("a service", "Your prompt has 9000 tokens, which is over the limit of 8192"),
  inOpenAI("Transformers", "Sequence length (9000) is longer than the maximum of 8192", 500),
  inOpenAI("an edge", "This model supports at most 8192 input tokens, got 9000"),
  inOpenAI("MLX", "the context window is full", 500),
  inOpenAI("OpenAI, one message", "Invalid 'messages[0].content': string too long."),
  { from: "LiteLLM, a type", status: 400, body: openai("no", { type: "ContextWindowExceededError", code: "400" }) },
  { from: "a proxy", status: 413, body: "Request Entity Too Large" },
];

/** What only sounds like it. */
export const NOT_TOO_LONG: readonly Refusal[] = [
  inOpenAI("Groq, a limit by the minute", "Request too large: tokens per minute limit 6000, requested 9000", 429),
  inOpenAI(
    "OpenAI, an answer's limit",
    "max_tokens is too large: 9000. This model supports at most 4096 completion tokens.",
  ),
  inOpenAI(
    "Anthropic, an answer's limit",
    "max_tokens: 9000 > 4096, which is the maximum allowed number of output tokens",
  ),
  inOpenAI("OpenAI, a long id", "Invalid 'messages[2].tool_calls[0].id': string too long. Expected a length of 40."),
  inOpenAI("a long name", "The name of the tool is too long"),
  inOpenAI("a list", "Too many stop sequences, the maximum is 4"),
];
