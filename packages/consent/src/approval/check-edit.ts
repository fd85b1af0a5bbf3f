import {
  type ContentBlock,
  KitError,
  parseSamplingRequest,
  parseSamplingResult,
  type SamplingRequest,
  type SamplingResult,
} from "@kit/protocol";
import type { Editable } from "./edit-text.ts";

/**
 * An edited request that may go out.
 *
 * @throws {KitError} "invalid_request" when it breaks the specification, or asks for more than was granted.
 */
export function checkRequest(edited: SamplingRequest, grantedTokens: number): SamplingRequest {
  const request = parseSamplingRequest(edited);
  if (request.maxTokens <= grantedTokens) return request;
  const asked = `maxTokens is ${request.maxTokens}, and ${grantedTokens} is what this request may have`;
  throw new KitError("invalid_request", `Invalid sampling request: ${asked}.`);
}

/**
 * An edited answer that may go out.
 *
 * @throws {KitError} "invalid_request" when it is not one message, "invalid_reply" when it breaks the specification.
 */
export function checkAnswer(edited: Editable, result: SamplingResult): Editable {
  const [answer, ...more] = edited.messages;
  if (answer === undefined || more.length > 0 || answer.role !== result.role) {
    throw new KitError("invalid_request", `The answer must stay one message of the ${result.role}.`);
  }
  parseSamplingResult(withAnswer(result, edited));
  return edited;
}

/** A result with an edited answer. */
export function withAnswer(result: SamplingResult, { messages: [answer] }: Editable): SamplingResult {
  const content: ContentBlock | ContentBlock[] = answer?.content ?? result.content;
  return { ...result, content };
}
