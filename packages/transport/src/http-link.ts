import { setTimeout } from "node:timers/promises";
import { fromErrorPayload, type KitError } from "@kit/protocol";
import { Agent, fetch as undiciFetch } from "undici";
import { type BodyEnd, followBody } from "./follow-body.ts";
import { notMcp, refused, unreachable } from "./http-failure.ts";
import type { JsonRpcMessage, Traffic } from "./json-rpc.ts";
import { readableAnswers } from "./readable-answers.ts";
import type { UrlServer } from "./server-spec.ts";
import { harmless, takeTurns } from "./turns.ts";

/** The package's fetch is the global one, but for its types. */
const ask = undiciFetch as unknown as (url: string | URL, init: object) => Promise<Response>;

const OK = 200;
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
  /** Whether the server has answered anything yet. */
  hasAnswered = false;
  /** Tells the server that its session is over. Default: there is none. */
  endSession: () => Promise<void> = async () => undefined;

  readonly #onTraffic: ((traffic: Traffic) => void) | undefined;
  readonly #closing = new AbortController();
  /** Without limits of its own: a call may be silent for as long as a user thinks. */
  readonly #agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  readonly #unanswered = new Set<unknown>();
  #transport: { close(): Promise<void> } | undefined;

  constructor(server: UrlServer, onTraffic: ((traffic: Traffic) => void) | undefined) {
    this.server = server;
    this.#onTraffic = onTraffic;
    this.closed = this.#closing.signal;
  }

  /** Sees what a transport carries. */
  carry<T extends { close(): Promise<void>; send(message: never, options?: never): Promise<void> }>(transport: T): T {
    this.#transport = transport;
    const see = harmless(this.#onTraffic);
    takeTurns(transport, (direction, message) => {
      this.#note(direction, message);
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
    if (!response.ok) await this.#refuse(response, init);
    else if (init.method === "POST") await this.#assertMcp(response, init);
    const followed = followBody(response, (end) => void this.#bodyEnded(init, end));
    return response.ok ? readableAnswers(followed, requestIdIn(String(init.body ?? "{}"))) : followed;
  };

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
      if (!init.signal?.aborted && !this.closed.aborted) {
        this.failure = unreachable(this.server, cause);
        void this.#end();
      }
      throw cause;
    }
  }

  async #refuse(response: Response, { method, headers, body }: RequestInit): Promise<void> {
    const { status } = response;
    // The refusal is the answer: nothing got lost when its body ends.
    if (method === "POST") this.#unanswered.delete(requestIdIn(String(body)));
    const sent = new Headers(headers);
    this.status = status;
    this.failure = refused(this.server, status);
    const isSessionOver = method === "POST" && status === 404 && sent.has("mcp-session-id");
    if (isSessionOver || sent.has("last-event-id")) void this.#end();
    // The SDK reads an error of JSON-RPC out of a 400, and goes on without the stream that a GET would open.
    if (this.failure.code === "unauthorized") throw this.failure;
    if (method === "POST" && status !== 400) throw (await readRefusal(response)) ?? this.failure;
  }

  /** A proxy or a sign-in page may answer in the server's place. The SDKs throw too, and one of them reads on. */
  async #assertMcp({ status, headers, body }: Response, { body: asked }: RequestInit): Promise<void> {
    const type = headers.get("content-type") ?? "no content-type";
    if (status !== OK || MCP_TYPES.test(type)) return;
    this.#unanswered.delete(requestIdIn(String(asked)));
    await body?.cancel();
    throw notMcp(this.server, type);
  }

  /** Ends the connection when an answer got lost with the stream that it was to come on. */
  async #bodyEnded({ method, body, signal }: RequestInit, { error, canResume }: BodyEnd): Promise<void> {
    const isSse = this.server.type === "sse" && method === "GET";
    if (!isSse && (method !== "POST" || canResume || this.#unanswered.size === 0)) return;
    await setTimeout(SETTLE_MS);
    const isLost = isSse || this.#unanswered.delete(requestIdIn(String(body)));
    if (!isLost || signal?.aborted || this.closed.aborted) return;
    this.failure = unreachable(this.server, error ?? new Error("it ended its answer before it was complete"));
    await this.#end();
  }

  #note(direction: Traffic["direction"], message: JsonRpcMessage): void {
    const isCancelled = "method" in message && message.method === "notifications/cancelled";
    if (isCancelled) this.#unanswered.delete(message.params?.requestId);
    if (direction === "sent" && "method" in message && "id" in message) this.#unanswered.add(message.id);
    if (direction === "received" && !("method" in message)) this.#unanswered.delete(message.id);
  }

  async #end(): Promise<void> {
    this.#closing.abort();
    await this.#transport?.close();
    await this.#agent.destroy();
  }
}

/** The id of a request; none of an answer, whose id is the server's. */
function requestIdIn(body: string): string | number | undefined {
  const message = JSON.parse(body);
  return "method" in message ? message.id : undefined;
}

/** The error with a code in the body of a response, as servers of the kit send it; `undefined` if there is none. */
async function readRefusal(response: Response): Promise<KitError | undefined> {
  const body = await readText(response).catch(() => "");
  try {
    const { error } = JSON.parse(body);
    return fromErrorPayload(error?.data, String(error?.message));
  } catch {
    return undefined;
  }
}

async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > MAX_REFUSAL_BYTES) break;
  }
  return text;
}
