import { parseSamplingRequest } from "@kit/protocol";
import type { SamplingStep } from "./sampling-turn.ts";

/**
 * Refuses what breaks the specification, before anything is spent.
 *
 * @throws {KitError} "invalid_request" naming the rule.
 */
export const validate: SamplingStep = async (turn, next) => {
  return next({ ...turn, request: parseSamplingRequest(turn.request) });
};
