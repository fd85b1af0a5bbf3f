import type { Readable, Writable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { describeValue, type ErrorCode, isRecord, parseJson } from "@kit/protocol";
import { type JsonRpcMessage, readMessage, type Traffic } from "./json-rpc.ts";
import { harmless } from "./turns.ts";

/** Options of a `StdioTransport`. */
export type StdioTransportOptions = {
  /** Sees every message that crosses, in order. Default: nobody does. */
  onTraffic?: (traffic: Traffic) => void;
  /** The code of an answer that cannot be read. Default: `invalid_result`. */
  unreadable?: ErrorCode;
};

const MAX_LINE_CHARACTERS = 16 * 1024 * 1024;

/** MCP over stdio as in basic/transports of the specification: a message a line. */
export class StdioTransport {
  onmessage?: (message: JsonRpcMessage) => void;
  onerror?: (error: Error) => void;
  onclose?: () => void;

  /** Aborts when the connection is closed, by either side. */
  readonly closed: AbortSignal;
  /** Whether it was the other side that ended the connection. */
  hasLeft = false;
  readonly #closing = new AbortController();
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #see: (traffic: () => Traffic) => void;
  readonly #unreadable: ErrorCode;

  constructor(input: Readable, output: Writable, options: StdioTransportOptions = {}) {
    const { onTraffic, unreadable = "invalid_result" } = options;
    this.closed = this.#closing.signal;
    this.#input = input;
    this.#output = output;
    this.#see = harmless(onTraffic);
    this.#unreadable = unreadable;
    output.on("error", (error) => this.onerror?.(error));
  }

  /** Called by the SDK's `connect()`: from now on messages go to `onmessage`. */
  async start(): Promise<void> {
    void this.#read();
  }

  async #read(): Promise<void> {
    try {
      for await (const line of linesOf(this.#input)) {
        this.#take(line.trim());
        // The SDKs drop a report of progress that comes in the same turn as the response behind it.
        await setImmediate();
      }
    } catch (error) {
      if (!this.closed.aborted)
        this.reportUnread(`Dropped the rest: ${error instanceof Error ? error.message : error}.`);
    }
    this.hasLeft ||= !this.closed.aborted;
    await this.close();
  }

  #take(line: string): void {
    if (line === "" || this.closed.aborted) return;
    const value = parseJson(line);
    const { message } = isRecord(value) ? readMessage(value, this.#unreadable) : {};
    if (message === undefined) {
      this.reportUnread(`Dropped a line that is not a JSON-RPC message: ${describeValue(line)}.`);
      return;
    }
    this.#see(() => ({ direction: "received", message, bytes: Buffer.byteLength(line) + 1 }));
    try {
      this.onmessage?.(message);
    } catch (error) {
      this.onerror?.(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Tells of input that nobody gets to read. */
  protected reportUnread(what: string): void {
    this.onerror?.(new Error(what));
  }

  /** Writes one message as a line; resolves when the pipe has taken it. */
  async send(message: JsonRpcMessage): Promise<void> {
    if (this.closed.aborted) throw new Error("The connection is closed.");
    const line = `${JSON.stringify(message)}\n`;
    this.#see(() => ({ direction: "sent", message, bytes: Buffer.byteLength(line) }));
    await new Promise<void>((resolve) => this.#output.write(line, () => resolve()));
  }

  /** Hands over no more and tells the SDK. What was written before still goes out. */
  async close(): Promise<void> {
    if (this.closed.aborted) return;
    this.#closing.abort();
    this.onclose?.();
  }
}

/** The lines of a stream, as whole texts. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  let pieces: string[] = [];
  let length = 0;
  for await (const chunk of input.setEncoding("utf8") as AsyncIterable<string>) {
    const [first = "", ...others] = chunk.split("\n");
    pieces.push(first);
    length += first.length;
    if (length > MAX_LINE_CHARACTERS) throw new Error(`a line has more than ${MAX_LINE_CHARACTERS} characters`);
    for (const next of others) {
      yield pieces.join("");
      pieces = [next];
      length = next.length;
    }
  }
  yield pieces.join("");
}
