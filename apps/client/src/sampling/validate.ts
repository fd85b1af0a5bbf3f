import { KitError, parseSamplingRequest } from "@kit/protocol";
import type { SamplingStep } from "./sampling-turn.ts";

/**
 * Refuses what breaks the specification, before anything is spent.
 *
 * @throws {KitError} "invalid_request" naming the rule.
 */
export const validate: SamplingStep = async (turn, next) => {
  const request = parseSamplingRequest(turn.request);
  if (request.tools !== undefined || request.toolChoice !== undefined) {
    throw new KitError("invalid_request", "This client did not declare sampling.tools. Ask without tools.");
  }
  return next({ ...turn, request });
};
