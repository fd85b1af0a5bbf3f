import type { Ask } from "../ask.ts";
import type { ToolContext } from "../tool-context.ts";
import { createLiveContext, type LiveCall } from "./live.ts";

/**
 * The direct carrier, for a client that cannot sample and for the time after sampling: the server app asks a model of
 * its own, and nothing of it crosses to the client.
 */
export function createDirectContext(call: Omit<LiveCall, "via" | "canUseTools"> & { ask: Ask }): ToolContext {
  return createLiveContext({ ...call, via: "direct", canUseTools: true });
}
