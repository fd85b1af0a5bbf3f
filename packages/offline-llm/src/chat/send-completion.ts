import type { ServerResponse } from "node:http";
import { sendEvents } from "../http/send-events.ts";
import { sendJson } from "../http/send-json.ts";
import type { StreamOptions } from "./chat-request.ts";
import type { Completion } from "./completion.ts";
import { listEvents } from "./stream/list-events.ts";

/** Sends an answer in one piece or as a stream. */
export async function sendCompletion(
  response: ServerResponse,
  completion: Completion,
  stream: StreamOptions | undefined,
): Promise<void> {
  if (stream === undefined) sendJson(response, 200, completion);
  else await sendEvents(response, listEvents(completion, stream));
}
