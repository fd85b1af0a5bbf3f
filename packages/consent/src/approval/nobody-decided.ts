import { KitError } from "@kit/protocol";

/** The person's time is over. It is not the model's: that one has a limit of its own. */
export function nobodyDecided(timeoutMs: number): KitError {
  return new KitError("timed_out", `Nobody at the client decided within ${timeoutMs / 1000} s. Try again.`);
}
