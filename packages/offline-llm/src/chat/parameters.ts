/** Asked for, but not offered: each row says when a value really asks for it. */
export const unsupportedParameters: Record<string, (value: unknown) => boolean> = {
  functions: (value) => !isEmptyList(value),
  function_call: (value) => value !== "none",
  logprobs: (value) => value === true,
  top_logprobs: (value) => value !== 0,
  audio: () => true,
  modalities: (value) => !(Array.isArray(value) && value.every((modality) => modality === "text")),
  web_search_options: () => true,
};

/** Accepted without effect: the rules draw no random numbers, keep nothing, bill nobody and call one tool at a time. */
export const ignoredParameters: ReadonlySet<string> = new Set([
  "temperature",
  "top_p",
  "seed",
  "user",
  "metadata",
  "frequency_penalty",
  "presence_penalty",
  "logit_bias",
  "store",
  "service_tier",
  "safety_identifier",
  "prompt_cache_key",
  "prompt_cache_retention",
  "prediction",
  "reasoning_effort",
  "verbosity",
  "parallel_tool_calls",
]);

/** Read and obeyed. */
export const knownParameters: ReadonlySet<string> = new Set([
  "model",
  "messages",
  "max_tokens",
  "max_completion_tokens",
  "stop",
  "tools",
  "tool_choice",
  "response_format",
  "n",
  "stream",
  "stream_options",
]);

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
