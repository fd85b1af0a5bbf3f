import type { Ask } from "@kit/sampling";
import type { DirectSettings } from "./settings.ts";

/** The server's own model, for clients that cannot sample. */
export type DirectModel = {
  /** The model to ask instead of the client, if this is its turn. */
  insteadOf: (client: { canSample: boolean }) => Ask | undefined;
};

/** The direct carrier. */
export function createDirectModel(_settings: DirectSettings): DirectModel {
  // Chapter 7: it is never its turn yet, so the client is always asked.
  return { insteadOf: () => undefined };
}

/** The gateway is loaded with the first question: a server that never asks a model need not wait for it. */
export async function loadGateway() {
  const { createGateway, GatewayError } = await import("@kit/gateway");
  return { gateway: createGateway(), GatewayError };
}
