import { collectChunks } from "../answers/collect-chunks.ts";
import { saysError } from "../answers/read-answer.ts";
import { describe, fromErrorBody, quoteSeen } from "../answers/to-gateway-error.ts";
import type { Asked } from "../providers/resolve-provider.ts";
import { isRecord, parseJSON } from "../shared/is-record.ts";
import { load } from "../shared/load.ts";

const REDIRECTS = [301, 302, 307, 308];
const MOST_REDIRECTS = 5;

/**
 * A `fetch` that follows a redirect only within the origin, and asks there what was asked here. Node's own would send
 * the messages and headers on to whoever is named, or ask again with GET. Any other redirect comes back as it is.
 */
export async function fetchWithinOrigin(given: string | URL | Request, init?: RequestInit): Promise<Response> {
  let url = given instanceof Request ? given.url : String(given);
  for (let left = MOST_REDIRECTS; ; left -= 1) {
    const response = await fetch(url, { ...init, redirect: "manual" });
    const to = REDIRECTS.includes(response.status) ? URL.parse(response.headers.get("location") ?? "", url) : null;
    if (!to || to.origin !== new URL(url).origin || left === 0) return response;
    await response.body?.cancel();
    url = to.href;
  }
}

/** The first line of a stream of events. JSON and HTML begin otherwise. */
const EVENTS = /^\s*(?:data|event|id|retry)?:/;

/** The body of an answer, whatever its content type: JSON, the events of a stream put together, or text. */
export async function readBody(response: Response, asked: Asked): Promise<unknown> {
  const text = await response.text();
  const body = parseJSON(text);
  if (body === undefined && /^\s*[[{]/.test(text)) throw describe("invalid_response", asked, { seen: "broken JSON" });
  if (body !== undefined || !EVENTS.test(text)) return body ?? text;
  const chunks = collectChunks(asked);
  const { parse } = await createReader(asked);
  for (const chunk of [...parse(text), ...parse()]) chunks.add(chunk);
  return chunks.finish(response.headers);
}

/**
 * The chunks of a stream. Events without data keep the connection alive and say nothing; after `[DONE]` nothing counts.
 * A completion that comes whole is one chunk.
 *
 * @throws {GatewayError} for an error in place of a chunk, or a body that is none
 */
export async function* readChunks(response: Response, asked: Asked): AsyncGenerator<unknown, void, void> {
  const decoder = new TextDecoder();
  const reader = await createReader(asked);
  let head: string | undefined = "";
  for await (const bytes of response.body ?? []) {
    let text = decoder.decode(bytes, { stream: true });
    if (head !== undefined) {
      head += text;
      if (!EVENTS.test(head)) continue;
      [text, head] = [head, undefined];
    }
    yield* reader.parse(text);
    if (reader.isDone()) return;
  }
  if (head === undefined) yield* reader.parse();
  else if (head.trim() !== "") yield requireChoices(head, asked);
}

/** The last event of a stream. */
const DONE = /^\s*"?\[?DONE\]?"?\s*$/i;

/** Reads events. A provider that ends with an error may say so by the name of the event only. */
async function createReader(asked: Asked) {
  const { createParser } = await load.events();
  let read: { readonly event?: string | undefined; readonly data: string }[] = [];
  let isDone = false;
  const parser = createParser({ onEvent: (event) => void read.push(event) });
  return {
    isDone: () => isDone,
    /** The chunks in a piece of the stream. Without one, that in what is left at the end, unless it was cut. */
    *parse(text?: string): Generator<unknown, void, void> {
      parser.feed(text ?? "\n\n");
      const events = read;
      read = [];
      for (const { event, data } of events) {
        isDone ||= DONE.test(data);
        if (isDone) return;
        const chunk = parseJSON(data);
        if (data.trim() === "" || (chunk === undefined && text === undefined)) continue;
        if (chunk === undefined) throw fromErrorBody(data, undefined, asked);
        if (isRecord(chunk) && (event === "error" || chunk.error)) {
          throw fromErrorBody(chunk, undefined, asked, undefined, "server");
        }
        yield chunk;
      }
    },
  };
}

/** What came whole where chunks were asked for. */
function requireChoices(text: string, asked: Asked): unknown {
  const body = parseJSON(text);
  if (isRecord(body) && Array.isArray(body.choices)) return body;
  if (isRecord(body) && (body.error || saysError(body))) throw fromErrorBody(body, undefined, asked);
  throw describe("invalid_response", asked, { seen: `HTTP 200, ${quoteSeen(text, asked.endpoint.secrets)}` });
}
