import { KitError } from "@kit/protocol";
import type { SamplingStep } from "./sampling-turn.ts";

/**
 * Ends a turn as soon as nobody wants it any more, whatever the steps behind it do. The SDKs wait for a handler for
 * ever.
 *
 * @throws {KitError} "cancelled" when the server or the connection gave up.
 */
export const endWhenUnwanted: SamplingStep = async (turn, next) => {
  const { signal } = turn;
  if (signal.aborted) throw cancelled();
  const ended = Promise.withResolvers<never>();
  const end = () => ended.reject(cancelled());
  signal.addEventListener("abort", end, { once: true });
  try {
    return await Promise.race([ended.promise, next(turn)]);
  } finally {
    signal.removeEventListener("abort", end);
  }
};

function cancelled(): KitError {
  return new KitError("cancelled", "The sampling request was cancelled.");
}
