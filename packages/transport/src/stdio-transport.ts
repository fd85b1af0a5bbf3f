import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { describeValue, type ErrorCode, unreadableResponse } from "@kit/protocol";
import {
  createLineSplitter,
  type Envelope,
  INVALID_REQUEST,
  type JsonRpcMessage,
  MAX_LINE_BYTES,
  readLine,
  type Traffic,
} from "./json-rpc.ts";
import { createTurns, harmless } from "./turns.ts";

/** Options of a `StdioTransport`. */
export type StdioTransportOptions = {
  /** Sees every message that crosses, in order. Default: nobody does. */
  onTraffic?: (traffic: Traffic) => void;
  /** The longest line that is read, in bytes. Default: `MAX_LINE_BYTES`. */
  maxLineBytes?: number;
  /** The code of an answer that cannot be read. Default: `invalid_reply`, which a server says of a client's. */
  unreadable?: ErrorCode;
};

/** With more messages waiting to be handed over, the other side has to wait. */
const MAX_WAITING = 256;

/** MCP over stdio as in basic/transports of the specification, for both MCP SDKs and both ends of the pipe. */
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
  readonly #split: (chunk: Buffer) => void;
  readonly #turns = createTurns((message) => this.#handOver(message));
  #state: "idle" | "open" | "ended" | "closed" = "idle";
  #isStarted = false;
  /** About how many requests have come that were not answered yet. */
  #unanswered = 0;
  #wake: (() => void) | undefined;
  #drained: Promise<void> | undefined;

  constructor(input: Readable, output: Writable, options: StdioTransportOptions = {}) {
    const { onTraffic, maxLineBytes = MAX_LINE_BYTES, unreadable = "invalid_reply" } = options;
    this.closed = this.#closing.signal;
    this.#input = input;
    this.#output = output;
    this.#see = harmless(onTraffic);
    this.#unreadable = unreadable;
    this.#split = createLineSplitter({
      maxLineBytes,
      onLine: (line) => this.#enqueue(line),
      onOverlong: (envelope) => this.#drop(envelope, `a line of more than ${maxLineBytes} bytes`, "Send less."),
    });
  }

  /** Called by the SDK's `connect()`: from now on messages go to `onmessage`. */
  async start(): Promise<void> {
    if (this.#isStarted) throw new Error("This transport has been started already.");
    this.#isStarted = true;
    this.#open();
    this.#turns.deliver();
    if (this.#state === "ended") this.#closeWhenDelivered();
  }

  /**
   * Takes the next message out before the transport is started, so that a program can look at how the other side
   * begins. Resolves to `undefined` when the connection ends first, or the signal aborts: then nothing is taken out.
   */
  async next(signal?: AbortSignal): Promise<JsonRpcMessage | undefined> {
    this.#open();
    const giveUp = () => this.#wake?.();
    signal?.addEventListener("abort", giveUp);
    while (this.#turns.waiting.length === 0 && this.#state === "open" && signal?.aborted !== true) {
      const woken = Promise.withResolvers<void>();
      this.#wake = woken.resolve;
      await woken.promise;
    }
    signal?.removeEventListener("abort", giveUp);
    const arrival = signal?.aborted ? undefined : this.#turns.waiting.shift();
    this.#readOn();
    return arrival?.[0];
  }

  /** Puts a message back that `next()` took out. It comes first once the transport is started. */
  unshift(message: JsonRpcMessage): void {
    this.#turns.waiting.unshift([message]);
  }

  /** Writes one message as a line; resolves when the pipe can take more. */
  async send(message: JsonRpcMessage): Promise<void> {
    if (this.#state === "closed") throw new Error("The connection is closed.");
    const line = `${JSON.stringify(message)}\n`;
    this.#see(() => ({ direction: "sent", message, bytes: Buffer.byteLength(line) }));
    const canTakeMore = this.#output.write(line);
    // With calls side by side, the rest of this turn of the event loop leaves in one piece: each piece wakes a process.
    if (this.#unanswered > 1 && this.#output.writableCorked === 0) {
      this.#output.cork();
      setImmediate(() => this.#output.uncork());
    }
    if (!("method" in message)) this.#unanswered -= 1;
    if (canTakeMore) return;
    // All who wait share one listener.
    this.#drained ??= this.#untilDrained();
    await this.#drained;
  }

  async #untilDrained(): Promise<void> {
    await once(this.#output, "drain", { signal: this.closed }).catch(() => undefined);
    this.#drained = undefined;
  }

  /** Stops reading and tells the SDK. What was written before still goes out. */
  async close(): Promise<void> {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#turns.waiting.length = 0;
    this.#input.off("data", this.#onData);
    this.#input.pause();
    this.#wake?.();
    this.#closing.abort();
    this.onclose?.();
  }

  #open(): void {
    if (this.#state !== "idle") return;
    this.#state = "open";
    this.#input.on("data", this.#onData);
    for (const stream of [this.#input, this.#output]) stream.on("error", this.#onStreamError);
    for (const end of ["end", "close"]) this.#input.once(end, this.#onEnd);
    // A process that ended before anybody listened will not say so again.
    if (this.#input.readableEnded || this.#input.destroyed) this.#onEnd();
  }

  readonly #onStreamError = (error: Error): void => {
    this.hasLeft ||= this.#state !== "closed";
    this.onerror?.(error);
    void this.close();
  };

  readonly #onEnd = (): void => {
    if (this.#state !== "open") return;
    this.hasLeft = true;
    this.#state = "ended";
    this.#wake?.();
    if (this.#isStarted) this.#closeWhenDelivered();
  };

  readonly #onData = (chunk: Buffer): void => {
    this.#split(chunk);
    this.#wake?.();
    if (this.#isStarted) this.#turns.deliver();
    if (this.#turns.waiting.length > MAX_WAITING) this.#input.pause();
  };

  #readOn(): void {
    if (this.#state === "open" && this.#turns.waiting.length <= MAX_WAITING / 2) this.#input.resume();
  }

  #enqueue(untrimmed: string): void {
    // A byte order mark is white space, too.
    const line = untrimmed.trim();
    if (line === "") return;
    const { message, broken } = readLine(line, this.#unreadable);
    if (message !== undefined) {
      this.#see(() => ({ direction: "received", message, bytes: Buffer.byteLength(untrimmed) + 1 }));
      if ("method" in message && "id" in message && message.method !== "subscriptions/listen") this.#unanswered += 1;
      this.#turns.waiting.push([message]);
      if (broken === undefined) return;
    }
    this.#drop(broken, `a line that is not a JSON-RPC message: ${describeValue(line)}`);
  }

  /** Tells of input that nobody gets to read. */
  protected reportUnread(what: string): void {
    this.onerror?.(new Error(what));
  }

  /** Nobody is to wait for what was dropped: not the other side for an answer, and not this side's own request. */
  #drop(envelope: Envelope | undefined, what: string, advice = ""): void {
    this.reportUnread(`Dropped ${what}.`);
    if (envelope?.kind === "request") this.#refuse(envelope.id, `The request was dropped: it is ${what}. ${advice}`);
    if (envelope?.kind !== "response") return;
    this.#turns.waiting.push([unreadableResponse(envelope.id, `it is ${what}`, this.#unreadable)]);
  }

  #refuse(id: string | number, message: string): void {
    this.send({ jsonrpc: "2.0", id, error: { code: INVALID_REQUEST, message } }).catch(() => undefined);
  }

  /** The SDK deals with the last message before it hears of the end. */
  #closeWhenDelivered(): void {
    setImmediate(() => {
      if (this.#turns.waiting.length > 0) this.#closeWhenDelivered();
      else void this.close();
    });
  }

  /** A message that the SDK throws at, such as one nested too deeply to be looked at, must not end the process. */
  #handOver(message: JsonRpcMessage): void {
    this.#readOn();
    try {
      this.onmessage?.(message);
    } catch (error) {
      this.onerror?.(error instanceof Error ? error : new Error(String(error)));
      if ("method" in message && "id" in message) this.#refuse(message.id, "The message could not be read.");
    }
  }
}
