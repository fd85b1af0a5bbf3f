import { KitError } from "@kit/protocol";

/** @throws {KitError} "client_cannot_use_tools" when the client did not declare `sampling.tools`. */
export function assertCanUseTools({ canUseTools }: { canUseTools: boolean }): void {
  if (canUseTools) return;
  throw new KitError(
    "client_cannot_use_tools",
    "This tool gives the client's model tools, and the client did not declare sampling.tools. Use a client that does.",
  );
}
