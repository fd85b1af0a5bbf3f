import { KitError } from "@kit/protocol";
import type { Journal, StateSeal } from "@kit/sampling";

/** What the SDK hands to a tool of a `requestState`: what it holds, or why it cannot be had now. */
type OpenedState = Journal | KitError;

/**
 * Opens a state when the SDK checks it. The SDK answers -32602 to whatever is thrown here. That a store is away is no
 * fault of the state, so the tool call is left to say it.
 */
export function openState(seal: StateSeal): (state: string) => Promise<OpenedState> {
  return (state) =>
    seal.open(state).catch((error: unknown) => {
      if (error instanceof KitError && error.code === "state_store_failed") return error;
      throw error;
    });
}

/** The journal of a call, from what `openState` returned for it. */
export function journalOf(requestState: <T>() => T | undefined): Journal | undefined {
  const opened = requestState<OpenedState>();
  if (opened instanceof KitError) throw opened;
  return opened;
}
