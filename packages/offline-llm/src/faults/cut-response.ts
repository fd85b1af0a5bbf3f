import { completeChat } from "../chat/complete-chat.ts";
import { listEvents } from "../chat/stream/list-events.ts";
import { eventHeaders } from "../http/send-events.ts";
import type { FaultCall } from "./fault.ts";

/** Sends the first half of the body or of the stream's events, then closes the socket. */
export async function cutResponse({ asked, response }: FaultCall): Promise<void> {
  const completion = await completeChat(asked);
  if (asked.stream === undefined) {
    const body = Buffer.from(JSON.stringify(completion));
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
    return;
  }
  const events = [...listEvents(completion, asked.stream)];
  response.writeHead(200, eventHeaders());
  response.write(events.slice(0, events.length / 2).join(""), () => response.destroy());
}
