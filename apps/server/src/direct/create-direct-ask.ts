import { KitError } from "@kit/protocol";
import { type Ask, toChatRequest, toSamplingResult } from "@kit/sampling";

/**
 * Makes the `Ask` of the direct carrier: a model of the server's own, named in `KIT_DIRECT_MODEL`, with the server's
 * own key. This is the only file of the server that calls a model, and the gateway is loaded only when it is asked.
 *
 * @throws {KitError} "invalid_option" when no model is named.
 */
export function createDirectAsk(env: NodeJS.ProcessEnv): Ask {
  const model = env.KIT_DIRECT_MODEL;
  if (!model) throw new KitError("invalid_option", "KIT_DIRECT needs a model. Set KIT_DIRECT_MODEL to provider/model.");
  const gateway = import("@kit/gateway").then(({ createGateway }) => createGateway({ env }));
  gateway.catch(() => undefined);

  return async (request, { signal, timeoutMs }) => {
    const { GatewayError } = await import("@kit/gateway");
    try {
      const { kit, ...completion } = await (await gateway).completion({
        ...toChatRequest(request),
        model,
        signal,
        timeoutMs,
      });
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
