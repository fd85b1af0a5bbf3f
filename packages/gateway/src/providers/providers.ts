import type { ErrorKind } from "../errors/error-kinds.ts";

/** One row of the provider table: all that the gateway knows about a provider before it asks it anything. */
export type Provider = {
  /** The prefix of its model ids, as in `name/model`. */
  readonly name: string;
  /** Its name in prose. */
  readonly title: string;
  /**
   * `"loopback"`: the messages stay on this machine as long as the base URL points here; ask {@link isHosted}. Default:
   * they leave it, whatever the base URL says. A proxy on this machine forwards them.
   */
  readonly runsAt?: "loopback";
  /** Where its OpenAI-compatible API is. Without it, the base URL must come from settings or {@link baseURLEnv}. */
  readonly baseURL?: string;
  /** The environment variable that gives or replaces the base URL. */
  readonly baseURLEnv?: string;
  /** The path which is added to the value of {@link baseURLEnv} when it is not there yet. */
  readonly baseURLPath?: string;
  /** Environment variables that may hold the API key; the first that is not empty wins. */
  readonly apiKeyEnv: readonly string[];
  /** Asked without a key, it gets a placeholder. Default: a request without a key is hopeless. */
  readonly worksWithoutKey?: true;
  /** The parameter that limits the length of an answer. Default: `max_tokens`. */
  readonly tokenLimit?: "max_completion_tokens";
  /** Where an answer tells what it costs: it is free, or a field or a header has dollars. Absent: nowhere. */
  readonly costFrom?: "offline" | "usage.cost" | "x-litellm-response-cost";
  /** Its name in the table of list prices; absent when the table does not have it. */
  readonly pricesAs?: string;
  /** `"unasked"`: a stream ends with token counts by itself, and a request for them is refused. Default: asks for them. */
  readonly usageInStreams?: "unasked";
  /** What to do about an error at this provider, where that is more precise than the advice for its kind. */
  readonly fixes?: Readonly<Partial<Record<ErrorKind, string>>>;
  /** How it is known to differ, for readers. What the gateway does about it stands in the tables of rules. */
  readonly differs?: string;
  /** The provider's page which this row follows. */
  readonly docsURL: string;
};

/** Every provider, one row each. To add one, add a row. */
export const PROVIDERS = [
  {
    name: "openai",
    title: "OpenAI",
    baseURL: "https://api.openai.com/v1",
    apiKeyEnv: ["OPENAI_API_KEY"],
    tokenLimit: "max_completion_tokens",
    pricesAs: "openai",
    differs: "reasoning models take no sampling parameters",
    docsURL: "https://developers.openai.com/api/reference/chat-completions",
  },
  {
    name: "anthropic",
    title: "Anthropic",
    baseURL: "https://api.anthropic.com/v1/",
    apiKeyEnv: ["ANTHROPIC_API_KEY"],
    pricesAs: "anthropic",
    differs: "ignores `response_format`; newer models take no `temperature`",
    docsURL: "https://platform.claude.com/docs/en/api/openai-sdk",
  },
  {
    name: "gemini",
    title: "Google Gemini",
    baseURL: "https://generativelanguage.googleapis.com/v1beta/openai/",
    apiKeyEnv: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
    pricesAs: "google",
    differs: "wants signatures of calls back; takes no penalties, no `seed`",
    docsURL: "https://ai.google.dev/gemini-api/docs/openai",
  },
  {
    name: "mistral",
    title: "Mistral",
    baseURL: "https://api.mistral.ai/v1",
    apiKeyEnv: ["MISTRAL_API_KEY"],
    pricesAs: "mistral",
    usageInStreams: "unasked",
    differs: "refuses what it does not know; ids of calls have nine characters",
    docsURL: "https://docs.mistral.ai/api/",
  },
  {
    name: "groq",
    title: "Groq",
    baseURL: "https://api.groq.com/openai/v1",
    apiKeyEnv: ["GROQ_API_KEY"],
    tokenLimit: "max_completion_tokens",
    pricesAs: "groq",
    differs: "refuses fields that it does not know",
    docsURL: "https://console.groq.com/docs/openai",
  },
  {
    name: "xai",
    title: "xAI",
    baseURL: "https://api.x.ai/v1",
    apiKeyEnv: ["XAI_API_KEY"],
    pricesAs: "x-ai",
    differs: "reasoning models take no penalties, no `stop`",
    docsURL: "https://docs.x.ai/docs/api-reference",
  },
  {
    name: "deepseek",
    title: "DeepSeek",
    baseURL: "https://api.deepseek.com",
    apiKeyEnv: ["DEEPSEEK_API_KEY"],
    pricesAs: "deepseek",
    differs: "wants thoughts back; models that think cannot be forced to call a tool",
    docsURL: "https://api-docs.deepseek.com/guides/thinking_mode",
  },
  {
    name: "together",
    title: "Together AI",
    baseURL: "https://api.together.ai/v1",
    apiKeyEnv: ["TOGETHER_API_KEY"],
    pricesAs: "together",
    docsURL: "https://docs.together.ai/docs/openai-api-compatibility",
  },
  {
    name: "openrouter",
    title: "OpenRouter",
    baseURL: "https://openrouter.ai/api/v1",
    apiKeyEnv: ["OPENROUTER_API_KEY"],
    costFrom: "usage.cost",
    pricesAs: "openrouter",
    differs: "wants reasoning back; tells its cost",
    docsURL: "https://openrouter.ai/docs/api-reference/overview",
  },
  {
    name: "azure",
    title: "Azure OpenAI",
    baseURLEnv: "AZURE_OPENAI_ENDPOINT",
    baseURLPath: "/openai/v1/",
    apiKeyEnv: ["AZURE_OPENAI_API_KEY"],
    tokenLimit: "max_completion_tokens",
    pricesAs: "azure",
    fixes: { not_found: "Put the name of your deployment after `azure/`, not the name of the model." },
    differs: "takes the name of your deployment as the model",
    docsURL: "https://learn.microsoft.com/azure/foundry/openai/api-version-lifecycle",
  },
  {
    name: "vercel",
    title: "Vercel AI Gateway",
    baseURL: "https://ai-gateway.vercel.sh/v1",
    apiKeyEnv: ["AI_GATEWAY_API_KEY"],
    docsURL: "https://vercel.com/docs/ai-gateway/openai-compat",
  },
  {
    name: "huggingface",
    title: "Hugging Face",
    baseURL: "https://router.huggingface.co/v1",
    apiKeyEnv: ["HF_TOKEN"],
    docsURL: "https://huggingface.co/docs/inference-providers",
  },
  {
    name: "litellm_proxy",
    title: "LiteLLM proxy",
    baseURL: "http://127.0.0.1:4000",
    baseURLEnv: "LITELLM_PROXY_API_BASE",
    apiKeyEnv: ["LITELLM_PROXY_API_KEY"],
    worksWithoutKey: true,
    costFrom: "x-litellm-response-cost",
    fixes: { connection: "Start the proxy, or set LITELLM_PROXY_API_BASE to where it listens." },
    differs: "tells its cost in a header",
    docsURL: "https://docs.litellm.ai/docs/providers/litellm_proxy",
  },
  {
    name: "ollama",
    title: "Ollama",
    runsAt: "loopback",
    baseURL: "http://127.0.0.1:11434/v1",
    apiKeyEnv: ["OLLAMA_API_KEY"],
    worksWithoutKey: true,
    fixes: {
      connection: "Start it with `ollama serve`.",
      not_found: "Fetch the model first with `ollama pull`, then list what is there with `ollama list`.",
    },
    differs: "some models take no tools",
    docsURL: "https://docs.ollama.com/api/openai-compatibility",
  },
  {
    name: "lmstudio",
    title: "LM Studio",
    runsAt: "loopback",
    baseURL: "http://127.0.0.1:1234/v1",
    apiKeyEnv: ["LMSTUDIO_API_KEY"],
    worksWithoutKey: true,
    fixes: { connection: "Start its server with `lms server start`." },
    docsURL: "https://lmstudio.ai/docs/developer/openai-compat",
  },
  {
    name: "llamacpp",
    title: "llama.cpp",
    runsAt: "loopback",
    baseURL: "http://127.0.0.1:8080/v1",
    apiKeyEnv: ["LLAMA_API_KEY"],
    worksWithoutKey: true,
    fixes: {
      connection: "Start it with `llama-server -m <model.gguf>`.",
      context_window: "Send less text, or start `llama-server` with a larger `--ctx-size`.",
    },
    differs: "takes no tools without `--jinja`",
    docsURL: "https://github.com/ggml-org/llama.cpp/tree/master/tools/server",
  },
  {
    name: "vllm",
    title: "vLLM",
    runsAt: "loopback",
    baseURL: "http://127.0.0.1:8000/v1",
    apiKeyEnv: ["VLLM_API_KEY"],
    worksWithoutKey: true,
    fixes: { connection: "Start it with `vllm serve <model>`." },
    differs: "takes no tools without flags of its server",
    docsURL: "https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html",
  },
  {
    name: "custom",
    title: "Any OpenAI-compatible server",
    runsAt: "loopback",
    baseURLEnv: "CUSTOM_BASE_URL",
    apiKeyEnv: ["CUSTOM_API_KEY"],
    worksWithoutKey: true,
    docsURL: "https://developers.openai.com/api/reference/chat-completions",
  },
  {
    name: "offline",
    title: "The offline model",
    runsAt: "loopback",
    apiKeyEnv: [],
    worksWithoutKey: true,
    costFrom: "offline",
    fixes: {
      connection: "Start the offline model and pass its address as `providers.offline.baseURL`.",
      missing_base_url: "Start the offline model and pass its address as `providers.offline.baseURL`.",
    },
    docsURL: "https://developers.openai.com/api/reference/chat-completions",
  },
] as const satisfies readonly Provider[];

/** The prefix of a model id that the gateway knows. */
export type ProviderName = (typeof PROVIDERS)[number]["name"];
