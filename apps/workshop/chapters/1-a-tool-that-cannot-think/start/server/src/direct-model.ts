import type { Ask } from "@kit/sampling";
import type { DirectSettings } from "./settings.ts";

/** The server's own model, for clients that cannot sample. */
export type DirectModel = {
  /** The model to ask instead of the client, if this is its turn. */
  insteadOf: (client: { canSample: boolean }) => Ask | undefined;
};

/** The direct carrier. */
export function createDirectModel(_settings: DirectSettings): DirectModel {
  // It is never its turn, so the client is always asked. Chapter 7 changes that.
  return { insteadOf: () => undefined };
}

/** The gateway is loaded with the first question: a server that never asks a model need not wait for it. */
export async function loadGateway() {
  const { createGateway, GatewayError } = await import("@kit/gateway");
  return { gateway: createGateway(), GatewayError };
}
