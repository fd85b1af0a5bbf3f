import type { OriginCall } from "@kit/consent";
import { KitError, toDeclinedResult } from "@kit/protocol";
import type { AnswerQuestion } from "@kit/sampling";
import type { Client } from "@modelcontextprotocol/client";
import type { ClientOptions } from "../connection.ts";

/** Makes what answers the sampling requests of one call with the handler. */
export function createAnswer(
  client: Client,
  { handler, originOf, declineAs }: ClientOptions,
  call: OriginCall,
): AnswerQuestion {
  return async ({ method, params }, { signal }) => {
    if (method !== "sampling/createMessage") {
      throw new KitError("invalid_request", `The server asked for ${method}, which this client did not declare.`);
    }
    if (handler === undefined) {
      const message = `${call.tool} asks for sampling, which this client did not declare.`;
      throw new KitError("client_cannot_sample", message);
    }
    const origin = originOf(client.getServerVersion()?.name, call);
    return handler(params, { origin, signal }).catch((error: unknown) => {
      const isDeclined = error instanceof KitError && error.code === "declined";
      if (isDeclined && declineAs === "stop-reason") return toDeclinedResult(error);
      throw error;
    });
  };
}
