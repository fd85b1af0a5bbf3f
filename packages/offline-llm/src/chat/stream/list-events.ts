import type { StreamOptions } from "../chat-request.ts";
import type { Completion } from "../completion.ts";
import { listChunks } from "./list-chunks.ts";

/** The text of a stream, event by event, with `[DONE]` at its end. */
export function* listEvents(completion: Completion, options: StreamOptions): Generator<string> {
  for (const chunk of listChunks(completion, options)) yield `data: ${JSON.stringify(chunk)}\n\n`;
  yield "data: [DONE]\n\n";
}
