import type { CompletionReply } from "./completion-reply.ts";
import type { CompletionRequest } from "./completion-request.ts";
import { createGateway } from "./create-gateway.ts";
import type { Gateway } from "./gateway.ts";

let gateway: Gateway | undefined;

/**
 * Asks a model through a gateway that is made from `process.env` on the first call.
 *
 * @throws {GatewayError} as `Gateway.completion` does
 */
export function completion(request: CompletionRequest): Promise<CompletionReply> {
  gateway ??= createGateway();
  return gateway.completion(request);
}
