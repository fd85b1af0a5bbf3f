import { KitError } from "@kit/protocol";

/** @throws {KitError} "client_cannot_sample" when the client did not declare the capability. */
export function assertCanSample(canSample: boolean): void {
  if (canSample) return;
  throw new KitError(
    "client_cannot_sample",
    "This tool asks the client's model, and the client did not declare the sampling capability. Use a client that does.",
  );
}
