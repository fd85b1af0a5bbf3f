import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { CancelledNotificationSchema, isJSONRPCRequest, type RequestId } from "@modelcontextprotocol/sdk/types.js";

/**
 * Follows each call of a session from the request to the response, or to its cancellation, which gets none. The HTTP
 * request that brought a call may end before: its client comes back for the rest with Last-Event-ID.
 *
 * @param begin Is called when a call begins, and what it returns when the call has ended.
 * @returns a function that ends all of them, for when the session ends.
 */
export function watchCalls(transport: Transport, begin: () => () => void): () => void {
  const open = new Map<RequestId, () => void>();
  const end = (id: RequestId): void => {
    open.get(id)?.();
    open.delete(id);
  };
  const { onmessage } = transport;
  const send = transport.send.bind(transport);

  transport.onmessage = (message, extra) => {
    const cancelled = CancelledNotificationSchema.safeParse(message);
    if (cancelled.data?.params.requestId !== undefined) end(cancelled.data.params.requestId);
    if (isJSONRPCRequest(message)) {
      end(message.id);
      open.set(message.id, begin());
    }
    onmessage?.(message, extra);
  };
  transport.send = async (message, options) => {
    await send(message, options);
    if (!("method" in message) && message.id !== undefined) end(message.id);
  };
  return () => {
    for (const id of [...open.keys()]) end(id);
  };
}
