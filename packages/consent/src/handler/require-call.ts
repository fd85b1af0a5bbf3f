import { KitError } from "@kit/protocol";
import type { SamplingStep } from "./sampling-turn.ts";

/**
 * Refuses what a server asks while none of its tools is called: nobody has asked for anything then.
 *
 * @throws {KitError} "declined"
 */
export const requireCall: SamplingStep = async (turn, next) => {
  if (turn.origin.calls.length > 0) return next(turn);
  throw new KitError("declined", "The client lets a server ask only while one of its tools is called.");
};
