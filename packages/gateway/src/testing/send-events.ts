import type { ServerResponse } from "node:http";
import type { Answer } from "./start-stub.ts";

/** Answers with these chunks as a stream of events, and with `[DONE]` at the end. */
export function sendEvents(chunks: readonly unknown[]): Answer {
  return (response) => {
    writeEvents(response, chunks);
    response.end("data: [DONE]\n\n");
  };
}

/** Begins a stream of events and leaves it open, for `next` to go on with. */
export function beginEvents(chunks: readonly unknown[], next: (response: ServerResponse) => void = () => {}): Answer {
  return (response) => {
    writeEvents(response, chunks);
    next(response);
  };
}

function writeEvents(response: ServerResponse, chunks: readonly unknown[]) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  for (const chunk of chunks) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
}

/** A chunk as OpenAI sends it, with one choice. */
export function chunk(delta: object, finish_reason: string | null = null, fields: object = {}) {
  return { ...CHUNK, choices: [{ index: 0, delta, finish_reason }], ...fields };
}

const CHUNK = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1_790_000_000, model: "some-model" };
export const COUNTS = { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 };

/** "Hello." in two pieces, then the finish reason, then the token counts. */
export const HELLO = [
  chunk({ role: "assistant", content: "" }),
  chunk({ content: "Hel" }),
  chunk({ content: "lo." }),
  chunk({}, "stop"),
  { ...CHUNK, choices: [], usage: COUNTS },
];
