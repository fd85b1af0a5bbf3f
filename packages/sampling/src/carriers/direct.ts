import { type LiveCall, runLive } from "./live.ts";

/** What the direct carrier needs of a call. */
export type DirectCall<R> = Omit<LiveCall<R>, "via" | "canUseTools">;

/**
 * The direct carrier, for a client that cannot sample and for the time after sampling: the server app asks a model of
 * its own, and nothing of it crosses to the client.
 */
export async function runDirect<R>(call: DirectCall<R>): Promise<R> {
  return runLive({ ...call, via: "direct", canUseTools: true });
}
