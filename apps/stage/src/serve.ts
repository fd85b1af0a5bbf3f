import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { KitError } from "@kit/protocol";
import { parseTape } from "@kit/tape";
import { type Failure, toFailure } from "@kit/terminal";
import * as z from "zod";
import {
  type CallBody,
  type CancelBody,
  type CardBody,
  callSchema,
  cancelSchema,
  cardSchema,
  type LoadedTape,
  type SettingsBody,
  type State,
  settingsSchema,
} from "./contract.ts";
import type { EventLog, Logged } from "./event-log.ts";
import { addressOf, admit, cookieOf, Refused, SECURITY_HEADERS } from "./guard.ts";
import type { Page } from "./page.ts";

/** What stands behind the page. Each refuses what it cannot do with a `KitError` or a `Refused`. */
export type Backend = {
  state(): State;
  call(body: CallBody): { call: number };
  cancel(body: CancelBody): void;
  decide(id: string, body: CardBody): void;
  change(body: SettingsBody): State;
};

export type ServeOptions = {
  page: Page;
  log: EventLog;
  backend: Backend;
  token: string;
  /** Default: a free one. */
  port?: number | undefined;
};

const MEGABYTE = 1024 * 1024;
/** A tool's arguments may have 8 MB of text, which JSON may double; a tape has many of them. */
const MOST = { body: 16 * MEGABYTE, tape: 256 * MEGABYTE };
/** A page that does not read so much is cut off; it comes back, and says what it has. */
const MOST_UNREAD = 256 * MEGABYTE;

/** Serves the page on loopback, to whoever has the token. */
export async function serve(options: ServeOptions): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => void answer(request, response));
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening").catch((cause) => {
    const fix = "Name another --port, or none: then a free one is found.";
    throw new KitError("invalid_option", `The stage cannot listen on port ${options.port}: ${cause.code}.`, {
      cause,
      fix,
    });
  });
  const { port } = server.address() as AddressInfo;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    try {
      const hasTokenInAddress = admit(request, options.token, port);
      if (hasTokenInAddress) {
        const cookie = `${cookieOf(options.token, port)}; Path=/; HttpOnly; SameSite=Strict`;
        return void response.writeHead(303, { location: "/", "set-cookie": cookie }).end();
      }
      await route(`${request.method} ${addressOf(request.url)?.pathname}`, request, response, options);
    } catch (error) {
      // What is left of a refused body is dropped.
      request.resume();
      if (response.headersSent) return void response.destroy();
      const [status, failure] = describe(error);
      sendJson(response, { error: failure }, status);
    }
  }

  const close = async () => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}/?token=${options.token}`, close };
}

async function route(
  what: string,
  request: IncomingMessage,
  response: ServerResponse,
  { page, log, backend }: ServeOptions,
): Promise<void> {
  const file = page.get(what.replace("GET ", ""));
  if (file !== undefined) return void response.writeHead(200, { "content-type": file.type }).end(file.body);
  const [to, id = ""] = what.split(/(?<=^POST \/api\/cards)\//);
  switch (to) {
    case "GET /api/state":
      return sendJson(response, backend.state());
    case "GET /api/events":
      return sendEvents(request, response, log, backend.state());
    case "POST /api/call":
      return sendJson(response, backend.call(await readBody(request, callSchema)), 202);
    case "POST /api/cancel":
      return sendJson(response, backend.cancel(await readBody(request, cancelSchema)) ?? {});
    case "POST /api/cards":
      return sendJson(response, backend.decide(id, await readBody(request, cardSchema)) ?? {});
    case "POST /api/settings":
      return sendJson(response, backend.change(await readBody(request, settingsSchema)));
    case "GET /api/tape":
      response.setHeader("content-disposition", 'attachment; filename="stage.ndjson"');
      return void response.writeHead(200, { "content-type": "application/x-ndjson" }).end(log.tape());
    case "PUT /api/tape":
      return sendJson(response, parseTape(await readText(request, MOST.tape), "The file") satisfies LoadedTape);
    default:
      throw new Refused(404, "not_found", `There is no ${what}.`);
  }
}

function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

/** What has happened, and then what happens, until the page goes. */
function sendEvents({ headers }: IncomingMessage, response: ServerResponse, log: EventLog, state: State): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const last = Number(headers["last-event-id"] ?? 0) || 0;
  const before = log.since(last).map(toEvent);
  response.write(`retry: 1000\nevent: state\ndata: ${JSON.stringify(state)}\n\n${before.join("")}`);
  const stop = log.listen((event) => {
    if (response.writableLength > MOST_UNREAD) response.destroy();
    else response.write(toEvent(event));
  });
  response.on("close", stop);
}

/** JSON has no line ends of its own. */
function toEvent({ id, name, data }: Logged): string {
  return `${name === "state" ? "" : `id: ${id}\n`}event: ${name}\ndata: ${data}\n\n`;
}

async function readBody<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const { "content-type": type = "" } = request.headers;
  if (!/^application\/json\b/i.test(type)) throw new Refused(415, "no_json", "The body must be application/json.");
  const text = await readText(request, MOST.body);
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : "it is no JSON";
    throw new Refused(400, "invalid_request", `The request cannot be read: ${why}`);
  }
}

async function readText(request: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // What refuses a body lets the rest of it come, so that the answer is read.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > most) throw new Refused(413, "too_large", `The body has more than ${most / MEGABYTE} MB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function describe(error: unknown): [status: number, failure: Failure] {
  if (error instanceof Refused) return [error.status, error.failure];
  if (error instanceof KitError) return [400, toFailure(error)];
  console.error(error);
  return [500, { code: "unexpected", message: "The stage failed: its terminal says why." }];
}
