import type { Policy } from "../policy/create-policy.ts";
import type { SamplingStep } from "./sampling-turn.ts";

/**
 * Takes out of the request what the ruling says may not leave, and puts on the turn how often.
 *
 * @throws {KitError} "declined" or "invalid_request" when not all of it can be looked at.
 */
export function redact(policy: Pick<Policy, "redact">): SamplingStep {
  return async (turn, next) => {
    if (turn.ruling === undefined) throw new Error("The policy is applied before redact.");
    return next({ ...turn, ...policy.redact(turn.request, turn.ruling) });
  };
}
