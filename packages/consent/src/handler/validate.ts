import { KitError, parseSamplingRequest, type SamplingRequest } from "@kit/protocol";
import { measureRequest } from "./measure-request.ts";
import { REQUEST_LIMITS, type RequestLimits } from "./request-limits.ts";
import type { SamplingStep } from "./sampling-turn.ts";

/** What a client declares that samples: it does so with tools. */
export const SAMPLING_CAPABILITIES = { sampling: { tools: {} } };

/** What the client declared that it can do, as far as sampling goes. */
export type SamplingCapability = { sampling?: { tools?: object } };

/**
 * Refuses what breaks the specification, what this client did not declare, and what is too large, before anything is
 * spent.
 *
 * @throws {KitError} "invalid_request" naming the rule or the limit.
 */
export function validate(
  capabilities: SamplingCapability = SAMPLING_CAPABILITIES,
  limits: RequestLimits = REQUEST_LIMITS,
): SamplingStep {
  return async (turn, next) => {
    const request = parseSamplingRequest(turn.request);
    assertDeclared(request, capabilities);
    assertWithin(measureRequest(request), limits);
    return next({ ...turn, request });
  };
}

/** Spec: a client must refuse `tools` and `toolChoice` when it did not declare `sampling.tools`. */
function assertDeclared({ tools, toolChoice }: SamplingRequest, { sampling }: SamplingCapability): void {
  if (sampling?.tools !== undefined || (tools === undefined && toolChoice === undefined)) return;
  throw new KitError("invalid_request", "This client did not declare sampling.tools. Ask without tools.");
}

function assertWithin(size: RequestLimits, limits: RequestLimits): void {
  for (const name of Object.keys(limits) as (keyof RequestLimits)[]) {
    if (size[name] <= limits[name]) continue;
    const seen = `${size[name].toLocaleString("en")} ${NAMES[name]}`;
    const message = `The sampling request is too large: ${seen}, where ${limits[name].toLocaleString("en")} may come.`;
    throw new KitError("invalid_request", message);
  }
}

const NAMES: Readonly<Record<keyof RequestLimits, string>> = {
  messages: "messages",
  blocks: "blocks in one message",
  tools: "tools",
  stopSequences: "stop sequences",
  hints: "hints",
  textCharacters: "characters of text",
  mediaCharacters: "characters of images and sounds",
};
