import { ApiError } from "./http.ts";

/** Asked for, but not offered: each row says when a value really asks for it. */
const UNSUPPORTED: Record<string, (value: unknown) => boolean> = {
  functions: (value) => !(Array.isArray(value) && value.length === 0),
  function_call: (value) => value !== "none",
  logprobs: (value) => value === true,
  top_logprobs: (value) => value !== 0,
  audio: () => true,
  modalities: (value) => !(Array.isArray(value) && value.every((modality) => modality === "text")),
  web_search_options: () => true,
};
/** Accepted without effect: nothing is random or kept, nobody pays, and one tool is called at a time. */
const IGNORED: ReadonlySet<string> = new Set(
  `temperature top_p seed user metadata frequency_penalty presence_penalty logit_bias store service_tier
  safety_identifier prompt_cache_key prompt_cache_retention prediction reasoning_effort verbosity
  parallel_tool_calls`.split(/\s+/),
);

/**
 * Refuses a field that asks for what is not offered, and one that neither OpenAI nor `known` has.
 *
 * @throws {ApiError} 400 "unsupported_parameter" or "unknown_parameter".
 */
export function refuseParameter(name: string, value: unknown, known: object): void {
  const asksForIt = Object.hasOwn(UNSUPPORTED, name) ? UNSUPPORTED[name] : undefined;
  if (asksForIt?.(value)) {
    const message = `This offline model does not support \`${name}\`. Leave it out or use a hosted model.`;
    throw new ApiError(400, message, { param: name, code: "unsupported_parameter" });
  }
  if (asksForIt !== undefined || Object.hasOwn(known, name) || IGNORED.has(name)) return;
  throw new ApiError(400, `Unknown parameter: \`${name}\`.`, { param: name, code: "unknown_parameter" });
}
