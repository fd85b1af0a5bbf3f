import { setTimeout } from "node:timers/promises";
import { fromErrorPayload, isRecord, KitError, parseJson } from "@kit/protocol";
import { Agent, fetch as undiciFetch } from "undici";
import {
  assertHeaders,
  notMcp,
  redirected,
  refused,
  sessionUnknown,
  unreachable,
  withoutHeaders,
} from "./http-failure.ts";
import type { Traffic } from "./json-rpc.ts";
import { readAnswer, readText } from "./read-answer.ts";
import { createSeen, look, type UrlServer } from "./server-spec.ts";
import { harmless, takeTurns } from "./turns.ts";

/** The package's fetch is the global one, but for its types. */
const ask = undiciFetch as unknown as (url: string | URL, init: object) => Promise<Response>;

/** What an answer of MCP comes as. */
const MCP_TYPES = /^(application\/json|text\/event-stream)\b/i;

/** How long a server may take to end a session that the client gives up, in milliseconds. */
const GOODBYE_MS = 2_000;
/** The last message of a stream is handed over after its end has been seen here. In milliseconds. */
const SETTLE_MS = 50;
/** What a refusal may say, in bytes. A server that goes on is not listened to. */
const MAX_REFUSAL_BYTES = 65_536;

/**
 * What an HTTP connection needs beside an SDK's transport: it sees every message, says why a request failed, and notices
 * when the server has gone. The SDKs notice that a request cannot be sent, but await a lost answer for ever.
 */
export class HttpLink {
  readonly server: UrlServer;
  readonly closed: AbortSignal;
  /** Why the last request failed, in words for the user. */
  failure: KitError | undefined;
  /** The status of the last request that the server refused. */
  status: number | undefined;
  /** What was asked and is not answered, and more. */
  readonly seen = createSeen();
  /** Whether the server has answered anything yet. */
  hasAnswered = false;
  /** Tells the server that its session is over. Default: there is none. */
  endSession: () => Promise<void> = async () => undefined;

  /** Why the connection ended. */
  #ending: KitError | undefined;
  readonly #onTraffic: ((traffic: Traffic) => void) | undefined;
  readonly #closing = new AbortController();
  /** Without limits of its own: a call may be silent for as long as a user thinks. */
  readonly #agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  #transport: { close(): Promise<void> } | undefined;

  /** @throws {KitError} "invalid_server_config" when a header cannot be sent. */
  constructor(server: UrlServer, onTraffic: ((traffic: Traffic) => void) | undefined) {
    assertHeaders(server);
    this.server = server;
    this.#onTraffic = onTraffic;
    this.closed = this.#closing.signal;
  }

  /** Sees what a transport carries. */
  carry<T extends { close(): Promise<void>; send(message: never, options?: never): Promise<void> }>(transport: T): T {
    this.#transport = transport;
    const see = harmless(this.#onTraffic);
    takeTurns(transport, (direction, message) => {
      look(this.seen, direction, message);
      see(() => ({ direction, message, bytes: Buffer.byteLength(JSON.stringify(message)) }));
    });
    return transport;
  }

  /** What an SDK's transport is made with. */
  get settings() {
    const { url, headers } = this.server;
    return { url: new URL(url), options: { fetch: this.fetch, requestInit: { headers: { ...headers } } } };
  }

  /** What an SDK's transport asks the server with. */
  readonly fetch = async (url: string | URL, init: RequestInit = {}): Promise<Response> => {
    const response = await this.#ask(url, init);
    this.hasAnswered = true;
    // An SDK follows a redirection within the origin, and gives up at any other.
    if (response.status >= 300 && response.status < 400) {
      this.failure = redirected(this.server, response, String(url));
      return response;
    }
    if (!response.ok) return this.#refuse(response, init);
    if (init.method === "POST") {
      await this.#assertMcp(response);
      this.failure = undefined;
    }
    return readAnswer(response, requestIdIn(init), (error, isLost) => void this.#bodyEnded(init, error, isLost));
  };

  /** @param what Whom the end of the connection met. */
  async explainEnd(what: string): Promise<KitError> {
    const ending = this.#ending;
    // A lost session and an answer that is too large are causes with a code of their own.
    if (ending !== undefined && ending.code !== "server_unreachable") return ending;
    return new KitError("connection_closed", `${what}${ending === undefined ? "." : `: ${ending.message}`}`);
  }

  async close(): Promise<void> {
    if (this.closed.aborted) return;
    const goodbye = this.endSession().catch(() => undefined);
    await Promise.race([goodbye, setTimeout(GOODBYE_MS, undefined, { ref: false })]);
    await this.#end();
  }

  async #ask(url: string | URL, init: RequestInit): Promise<Response> {
    try {
      const headers = Object.fromEntries(new Headers(init.headers));
      return await ask(url, { ...init, headers, dispatcher: this.#agent });
    } catch (cause) {
      if (!init.signal?.aborted && !this.closed.aborted) void this.#end(unreachable(this.server, cause));
      throw cause;
    }
  }

  /** @returns what the SDK is to read in the refusal. Throws what it is not to read. */
  async #refuse(response: Response, init: RequestInit): Promise<Response> {
    const { method, headers } = init;
    const { status } = response;
    const sent = new Headers(headers);
    if (method !== "POST") {
      // Without the stream that a GET would open the SDK goes on.
      const isSse = this.server.type === "sse";
      if (isSse || sent.has("last-event-id")) this.failure = refused(this.server, response);
      if (sent.has("last-event-id")) void this.#end(this.failure);
      if (status === 401 || status === 403) throw refused(this.server, response);
      return response;
    }
    const refusal = await readText(response, MAX_REFUSAL_BYTES).catch(() => ({ text: "" }));
    const text = withoutHeaders(this.server, refusal.text);
    const error = errorIn(text);
    this.status = status;
    this.failure = refused(this.server, response, error?.message);
    if (this.failure.code === "unauthorized") throw this.failure;
    // The specification has 404 for a session that is gone; many servers answer 400.
    const isSession = status === 404 || (status === 400 && /\bsession\b/i.test(text));
    if (isSession && sent.has("mcp-session-id")) {
      const lost = sessionUnknown(this.server, status);
      void this.#end(lost);
      throw lost;
    }
    const coded = fromErrorPayload(error?.data, String(error?.message));
    if (coded !== undefined) throw coded;
    // An error of JSON-RPC is an answer, whatever its status.
    if (error !== undefined && error.id === requestIdIn(init))
      return new Response(text, { headers: { "content-type": "application/json" } });
    if (status === 400) return new Response(text, response);
    throw this.failure;
  }

  /** A proxy or a sign-in page may answer in the server's place. The SDKs throw too, and one of them reads on. */
  async #assertMcp({ status, headers, body }: Response): Promise<void> {
    const type = headers.get("content-type") ?? "no content-type";
    if (status !== 200 || MCP_TYPES.test(type)) return;
    await body?.cancel();
    throw notMcp(this.server, type);
  }

  /** Ends the connection when it broke off before an answer, or when all answers were to come on the stream. */
  async #bodyEnded({ method, signal }: RequestInit, error: unknown, isLost: boolean): Promise<void> {
    const isSse = this.server.type === "sse" && method === "GET";
    if (!isSse && !isLost) return;
    await setTimeout(SETTLE_MS);
    if (signal?.aborted || this.closed.aborted) return;
    await this.#end(unreachable(this.server, error ?? new Error("it ended its stream")));
  }

  async #end(ending?: KitError): Promise<void> {
    if (ending !== undefined) this.failure = ending;
    this.#ending ??= ending;
    this.#closing.abort();
    await this.#transport?.close();
    await this.#agent.destroy();
  }
}

/** The id of a request; none of an answer, whose id is the server's. */
function requestIdIn({ body }: RequestInit): string | number | undefined {
  const message = parseJson(String(body ?? "{}"));
  return isRecord(message) && "method" in message ? (message.id as string | number | undefined) : undefined;
}

/** The error of JSON-RPC that a body holds; `undefined` if there is none. */
function errorIn(text: string): { id: unknown; message: string; data: unknown } | undefined {
  const { id, error } = Object(parseJson(text));
  return isRecord(error) ? { id, message: String(error.message), data: error.data } : undefined;
}
