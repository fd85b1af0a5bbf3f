import { type ErrorCode, isRecord, parseJson, unreadableResponse } from "@kit/protocol";
import { createParser } from "eventsource-parser";
import { type JsonRpcMessage, MAX_LINE_BYTES, readMessage } from "./json-rpc.ts";

type RequestId = string | number | undefined;

/** Why an answer cannot be read, and the code of that. */
const NO_MESSAGE = ["it is no message", "invalid_result"] as const;
const NO_ANSWER = ["it answers something else", "invalid_result"] as const;
const TOO_LARGE = [`it has more than ${MAX_LINE_BYTES} bytes. Ask for less`, "answer_too_large"] as const;
const BROKEN_OFF = ["it ended before it was complete", "connection_closed"] as const;

/**
 * Hears how a body came to its end.
 *
 * @param error Why it broke off, if it did.
 * @param isLost Whether an answer got lost with it, which cannot be asked for again.
 */
type OnEnd = (error: unknown, isLost: boolean) => void;

/**
 * The same response, with answers that an SDK can read: one that it cannot, or that does not come, it awaits for ever. A
 * JSON body, and each event of a stream, may be as long as a line.
 *
 * @param id The id of the request that it answers, which gets an error when the response holds no answer.
 */
export async function readAnswer(response: Response, id: RequestId, onEnd: OnEnd): Promise<Response> {
  const type = response.headers.get("content-type") ?? "";
  if (/^application\/json\b/i.test(type)) {
    const { text, isWhole } = await readText(response, MAX_LINE_BYTES).catch((error) => {
      onEnd(error, id !== undefined);
      throw error;
    });
    if (id === undefined) return new Response(text, response);
    const messages = isWhole ? toMessages(text, id) : [unreadable(id, TOO_LARGE)];
    if (!messages.some((message) => isAnswerTo(id, message))) messages.push(unreadable(id, NO_ANSWER));
    return new Response(JSON.stringify(messages.length === 1 ? messages[0] : messages), response);
  }
  if (response.body === null || !/^text\/event-stream\b/i.test(type)) return response;
  const events = ReadableStream.from(readEvents(response.body, id, onEnd));
  return new Response(events.pipeThrough(new TextEncoderStream()), response);
}

/** The text of a response, as far as it may go. */
export async function readText({ body }: Response, maxBytes: number): Promise<{ text: string; isWhole: boolean }> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return { text, isWhole: false };
    text += decoder.decode(chunk, { stream: true });
  }
  return { text, isWhole: true };
}

/** The messages that a text holds, or an error under the id in their place. Old servers send batches. */
function toMessages(text: string, id: RequestId): JsonRpcMessage[] {
  const value = parseJson(text);
  const values: unknown[] = Array.isArray(value) ? value : [value];
  const messages = values.flatMap((one) => (isRecord(one) && readMessage(one, "invalid_result").message) || []);
  return messages.length > 0 || id === undefined ? messages : [unreadable(id, NO_MESSAGE)];
}

/** The SDKs take a number that is written as a string, too. */
function isAnswerTo(id: RequestId, message: JsonRpcMessage): boolean {
  return !("method" in message) && String(message.id) === String(id);
}

function unreadable(id: string | number, [why, code]: readonly [string, ErrorCode]): JsonRpcMessage {
  return unreadableResponse(id, why, code);
}

async function* readEvents(body: ReadableStream<Uint8Array>, id: RequestId, onEnd: OnEnd): AsyncGenerator<string> {
  const events: string[] = [];
  let isAwaited = id !== undefined;
  let canResume = false;
  let isTooLarge = false;
  const parser = createParser({
    maxBufferSize: MAX_LINE_BYTES,
    onError: ({ type }) => {
      isTooLarge ||= type === "max-buffer-size-exceeded";
    },
    onRetry: (ms) => events.push(`retry: ${ms}\n\n`),
    onEvent({ id: eventId, event = "message", data }) {
      canResume ||= eventId !== undefined;
      // Others, such as `endpoint` of old servers, stay as they are; one without data only tells its id.
      const messages = event === "message" && data !== "" ? toMessages(data, id) : [];
      if (messages.some((message) => isAnswerTo(id, message))) isAwaited = false;
      const head = `${eventId === undefined ? "" : `id: ${eventId}\n`}event: ${event}\n`;
      const texts =
        messages.length > 0 ? messages.map((one) => JSON.stringify(one)) : [data.replaceAll("\n", "\ndata: ")];
      events.push(...texts.map((text) => `${head}data: ${text}\n\n`));
    },
  });
  const decoder = new TextDecoder();
  try {
    for await (const chunk of body) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      if (events.length > 0) yield events.splice(0).join("");
      if (isTooLarge) break;
    }
  } catch (error) {
    onEnd(error, isAwaited && !canResume);
    throw error;
  }
  onEnd(undefined, false);
  if (id !== undefined && isAwaited && (isTooLarge || !canResume)) {
    yield `data: ${JSON.stringify(unreadable(id, isTooLarge ? TOO_LARGE : BROKEN_OFF))}\n\n`;
  }
}
