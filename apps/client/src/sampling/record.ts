import type { SamplingObserver } from "./sampling-event.ts";
import type { SamplingStep } from "./sampling-turn.ts";
import { toSafeError } from "./to-safe-error.ts";

/** Tells how a turn began and ended, and lets no error out whose message may not cross the wire. */
export function record(observe: SamplingObserver): SamplingStep {
  return async (turn, next) => {
    const { id } = turn;
    observe({ id, type: "requested", request: turn.request, origin: turn.origin });
    try {
      const result = await next(turn);
      observe({ id, type: "replied", result });
      return result;
    } catch (error) {
      const safe = toSafeError(error);
      observe({ id, type: "failed", error: safe });
      throw safe;
    }
  };
}
