import type { JsonRpcMessage } from "./json-rpc.ts";
import type { Traffic } from "./stdio-transport.ts";

type Deliver = (message: JsonRpcMessage, ...rest: unknown[]) => void;
type SdkTransport = { send: (message: never, options?: never) => Promise<void> };

/**
 * Hands over what an SDK's transport receives one message a turn of the event loop, as the kit's stdio transport does:
 * the SDKs drop a progress notification that comes in the same turn as the response behind it.
 *
 * @param see Sees each message when it is sent, or has come.
 */
export function takeTurns(
  transport: SdkTransport,
  see: (direction: Traffic["direction"], message: JsonRpcMessage) => void,
): void {
  const send = transport.send.bind(transport);
  transport.send = (message, options) => {
    see("sent", message);
    return send(message, options);
  };

  // The SDK's client sets this when it takes the transport over.
  let deliver: Deliver | undefined;
  const waiting: Parameters<Deliver>[] = [];
  function deliverNext(): void {
    const [next] = waiting;
    if (next !== undefined) deliver?.(...next);
    waiting.shift();
    if (waiting.length > 0) setImmediate(deliverNext);
  }
  const arrive: Deliver = (message, ...rest) => {
    see("received", message);
    if (waiting.push([message, ...rest]) === 1) setImmediate(deliverNext);
  };
  Object.defineProperty(transport, "onmessage", {
    get: () => deliver && arrive,
    set(next: Deliver | undefined) {
      deliver = next;
    },
  });
}
