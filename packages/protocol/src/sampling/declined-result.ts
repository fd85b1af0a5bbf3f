import { ERROR_META_KEY, fromErrorPayload, toErrorPayload } from "../errors/error-payload.ts";
import { KitError } from "../errors/kit-error.ts";
import { blocksOf } from "./content-block.ts";
import type { SamplingResult } from "./sampling-result.ts";

/** The `stopReason` of a result that says that the request was refused. The spec allows words beside its own. */
const DECLINED = "declined";

/**
 * A refusal as the result of `sampling/createMessage`, for 2026-07-28: that revision has no way to answer a question
 * with an error. A server that does not know it sees an empty answer that stopped for this reason.
 */
export function toDeclinedResult(error: KitError): SamplingResult {
  return {
    role: "assistant",
    content: { type: "text", text: error.message },
    model: "none",
    stopReason: DECLINED,
    _meta: { [ERROR_META_KEY]: toErrorPayload(error) },
  };
}

/** The refusal that a result stands for, if it does. */
export function fromDeclinedResult({ stopReason, content, _meta }: SamplingResult): KitError | undefined {
  if (stopReason !== DECLINED) return undefined;
  const [block] = blocksOf(content);
  const message = block?.type === "text" && block.text !== "" ? block.text : "The client declined the request.";
  return fromErrorPayload(_meta, message) ?? new KitError("declined", message);
}
