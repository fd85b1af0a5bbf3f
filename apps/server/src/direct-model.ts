import { KitError } from "@kit/protocol";
import { type Ask, toChatRequest, toSamplingResult } from "@kit/sampling";
import type { DirectSettings } from "./settings.ts";

/** The server's own model, for clients that cannot sample. */
export type DirectModel = {
  /** The model to ask instead of the client, if this is its turn. */
  insteadOf: (client: { canSample: boolean }) => Ask | undefined;
};

/** The direct carrier. */
export function createDirectModel({ model, isAlways }: DirectSettings): DirectModel {
  const ask = createDirectAsk(model);
  return { insteadOf: ({ canSample }) => (isAlways || !canSample ? ask : undefined) };
}

/** Asks a model with the server's own key; nothing else does. The first question loads the gateway. */
function createDirectAsk(model: string): Ask {
  let loading: ReturnType<typeof loadGateway> | undefined;
  return async (request, { signal, timeoutMs }) => {
    loading ??= loadGateway();
    const { gateway, GatewayError } = await loading;
    try {
      const { kit, ...completion } = await gateway.completion({ ...toChatRequest(request), model, signal, timeoutMs });
      return toSamplingResult(completion, `${kit.provider}/${completion.model}`);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const { kind, isRetryable } = error;
      throw new KitError("direct_failed", `The server's own model could not answer (${kind}).`, {
        cause: error,
        isRetryable,
      });
    }
  };
}

async function loadGateway() {
  const { createGateway, GatewayError } = await import("@kit/gateway");
  return { gateway: createGateway(), GatewayError };
}
