import type OpenAI from "openai";

/** The chunks of a stream of server-sent events, and the data of its last event. */
export function readEvents(text: string) {
  const events = text.split("\n\n").filter((event) => event !== "");
  const data = events.map((event) => event.replace(/^data: /, ""));
  const last = data.pop();
  const chunks = data.map((json): OpenAI.Chat.ChatCompletionChunk => JSON.parse(json));
  return { chunks, last };
}
