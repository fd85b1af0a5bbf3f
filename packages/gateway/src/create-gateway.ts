import type { Gateway, GatewaySettings } from "./gateway.ts";
import { load, once } from "./load.ts";
import { createStream } from "./streaming/create-stream.ts";

/**
 * Makes a gateway. Sends nothing and loads nothing until the first completion.
 *
 * @example
 * ```ts
 * const gateway = createGateway({ providers: { offline: { baseURL } } });
 * const messages = [{ role: "user" as const, content: "Say hello." }];
 * const reply = await gateway.completion({ model: "offline/kit-offline-1", messages, max_tokens: 20 });
 * reply.choices[0]?.message.content;
 * reply.kit.usage;
 * ```
 */
export function createGateway(settings: GatewaySettings = {}): Gateway {
  const open = once(async () => (await load.gateway()).openGateway(settings));
  return {
    completion: async (request) => (await open()).complete(request),
    stream: (request) => createStream(request.model, async () => (await open()).stream(request)),
  };
}
