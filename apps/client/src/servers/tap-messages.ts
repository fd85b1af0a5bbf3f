import type { JsonRpcMessage, Traffic } from "@kit/stdio";

type See = (direction: Traffic["direction"], message: JsonRpcMessage) => void;
type Deliver = (message: JsonRpcMessage, ...rest: unknown[]) => void;

/** Shows the messages that an SDK's transport sends and delivers, and changes nothing about them. */
export function tapMessages(transport: { send: (message: never, options?: never) => Promise<void> }, see: See): void {
  const send = transport.send.bind(transport);
  transport.send = (message, options) => {
    see("sent", message);
    return send(message, options);
  };
  // The SDK's client sets this when it takes the transport over.
  let deliver: Deliver | undefined;
  Object.defineProperty(transport, "onmessage", {
    get: () => deliver,
    set(next: Deliver | undefined) {
      deliver = next && showing(next, see);
    },
  });
}

function showing(deliver: Deliver, see: See): Deliver {
  return (message, ...rest) => {
    see("received", message);
    deliver(message, ...rest);
  };
}
