import { unreadableResponse } from "@kit/protocol";
import { readLine } from "./json-rpc.ts";

type RequestId = string | number | undefined;

/**
 * The same response, with answers that an SDK can read: one that it cannot, it drops, and the call waits on.
 *
 * @param id The id of the request that it answers. What is no message becomes an error for that one.
 */
export async function readableAnswers(response: Response, id: RequestId): Promise<Response> {
  const type = response.headers.get("content-type") ?? "";
  if (response.body === null) return response;
  if (type.startsWith("application/json")) return new Response(toReadable(await response.text(), id), response);
  if (!type.startsWith("text/event-stream")) return response;
  const decoded = response.body.pipeThrough(new TextDecoderStream());
  const events = decoded.pipeThrough(eventReader((event) => readEvent(event, id)));
  return new Response(events.pipeThrough(new TextEncoderStream()), response);
}

function toReadable(text: string, id: RequestId): string {
  const batch = parseBatch(text);
  if (batch !== undefined) return `[${batch.map((one) => toReadable(JSON.stringify(one), undefined)).join()}]`;
  const { message } = readLine(text, "invalid_result");
  if (message !== undefined) return JSON.stringify(message);
  return id === undefined ? text : JSON.stringify(unreadableResponse(id, "it is no message", "invalid_result"));
}

/** The messages of a batch; an empty one answers nothing. */
function parseBatch(text: string): unknown[] | undefined {
  if (!text.trimStart().startsWith("[")) return undefined;
  try {
    const batch: unknown = JSON.parse(text);
    return Array.isArray(batch) && batch.length > 0 ? batch : undefined;
  } catch {
    return undefined;
  }
}

/** Cuts a stream of server-sent events into events, which end with an empty line. */
function eventReader(read: (event: string) => string): TransformStream<string, string> {
  let pieces: string[] = [];
  return new TransformStream({
    transform(chunk, controller) {
      pieces.push(chunk);
      if (!/[\r\n]/.test(chunk) || chunk.endsWith("\r")) return;
      const events = pieces.join("").replaceAll(/\r\n?/g, "\n").split("\n\n");
      pieces = events.splice(-1);
      for (const event of events) controller.enqueue(`${read(event)}\n\n`);
    },
    flush: (controller) => controller.enqueue(pieces.join("")),
  });
}

/** An event whose data is a message that can be read. Others, such as `endpoint` of old servers, stay as they are. */
function readEvent(event: string, id: RequestId): string {
  const lines = event.split("\n");
  const isData = (line: string) => line.startsWith("data:");
  const data = lines.filter(isData).map((line) => line.slice("data:".length).trimStart());
  const isMessage = lines.every((line) => !line.startsWith("event:") || /^event: ?message$/.test(line));
  if (!isMessage || data.join("") === "") return event;
  const readable = toReadable(data.join("\n"), id).split("\n");
  return [...lines.filter((line) => !isData(line)), ...readable.map((line) => `data: ${line}`)].join("\n");
}
