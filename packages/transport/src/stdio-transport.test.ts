import { once } from "node:events";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import type { JsonRpcMessage, Traffic } from "./json-rpc.ts";
import { StdioTransport } from "./stdio-transport.ts";

const ping = (id: number): JsonRpcMessage => ({ jsonrpc: "2.0", id, method: "ping" });
const response = (id: number): JsonRpcMessage => ({ jsonrpc: "2.0", id, result: {} });
const progress: JsonRpcMessage = { jsonrpc: "2.0", method: "notifications/progress" };
const line = (message: unknown) => `${JSON.stringify(message)}\n`;

function connected(options = {}) {
  const input = new PassThrough();
  const output = new PassThrough();
  const transport = new StdioTransport(input, output, options);
  const messages: JsonRpcMessage[] = [];
  const errors: string[] = [];
  transport.onmessage = (message) => void messages.push(message);
  transport.onerror = (error) => void errors.push(error.message);
  return { input, output, transport, messages, errors };
}

function closed(transport: StdioTransport): Promise<void> {
  return new Promise((resolve) => {
    transport.onclose = resolve;
  });
}

describe("StdioTransport", () => {
  it.each([
    ["requests together", [ping(1), ping(2), ping(3)], 1],
    ["a response in a turn behind a notification", [progress, response(1)], 2],
    ["a request in a turn behind a response", [response(1), ping(1)], 2],
    ["responses together, and a notification with them", [response(1), response(2), progress], 1],
  ])("hands over %s that came in one chunk, in order", async (_what, sent, turnsTaken) => {
    const { input, transport } = connected();
    const end = closed(transport);
    const messages: JsonRpcMessage[] = [];
    const turns = new Set<number>();
    let turn = 0;
    transport.onmessage = (message) => {
      turns.add(turn);
      // Runs when all that is handed over together has been.
      queueMicrotask(() => {
        turn += 1;
      });
      messages.push(message);
    };
    await transport.start();
    input.end(sent.map(line).join(""));
    await end;
    expect(messages).toEqual(sent);
    expect(turns.size).toBe(turnsTaken);
  });

  it("reports what is not a message, skips blank lines, and reads on", async () => {
    const { input, transport, messages, errors } = connected();
    const end = closed(transport);
    await transport.start();
    input.end(
      `\n \nnot json\n[]\n{"jsonrpc":"1.0","id":1,"method":"x"}\n{"jsonrpc":"2.0","id":null,"method":"x"}\r\n${line(ping(1))}`,
    );
    await end;
    expect(messages).toEqual([ping(1)]);
    expect(errors).toHaveLength(4);
  });

  it.each(["\uFEFF", "\uFEFF \t"])("reads a message behind a byte order mark", async (mark) => {
    const { input, transport, messages, errors } = connected();
    const end = closed(transport);
    await transport.start();
    input.end(mark + line(ping(1)) + mark + line(ping(2)));
    await end;
    expect({ messages, errors }).toEqual({ messages: [ping(1), ping(2)], errors: [] });
  });

  it("lets a flood wait outside, and hands over all of it in order", async () => {
    const { input, transport, messages } = connected();
    const end = closed(transport);
    let most = 0;
    transport.onmessage = (message) => {
      most = Math.max(most, input.readableLength);
      messages.push(message);
    };
    await transport.start();
    // Each pair takes a turn of the event loop of its own.
    const sent = Array.from({ length: 5_000 }, (_, id) => [progress, response(id)]).flat();
    for (let start = 0; start < sent.length; start += 500)
      input.write(
        sent
          .slice(start, start + 500)
          .map(line)
          .join(""),
      );
    input.end();
    await end;
    expect(messages).toEqual(sent);
    expect(most).toBeGreaterThan(0);
  });

  it("takes nothing out for somebody who has stopped waiting", async () => {
    const { input, transport, messages } = connected();
    const patience = new AbortController();
    const given = transport.next(patience.signal);
    patience.abort();
    expect(await given).toBeUndefined();
    input.write(line(ping(1)));
    const first = await transport.next();
    if (first !== undefined) transport.unshift(first);
    expect(await transport.next(patience.signal)).toBeUndefined();
    const end = closed(transport);
    await transport.start();
    input.end();
    await end;
    expect(messages).toEqual([ping(1)]);
  });

  it("shows the first messages to whoever asks before it is started, and hands them over again", async () => {
    const { input, transport, messages } = connected();
    const end = closed(transport);
    input.end(line(ping(1)) + line(ping(2)));
    const first = await transport.next();
    expect(first).toEqual(ping(1));
    if (first) transport.unshift(first);
    await transport.start();
    await end;
    expect(messages).toEqual([ping(1), ping(2)]);
  });

  it("says that nothing comes when the input ends before the first message", async () => {
    const { input, transport } = connected();
    input.end("\n");
    expect(await transport.next()).toBeUndefined();
  });

  it("closes after the last message of an input that has ended, and refuses to send from then on", async () => {
    const { input, transport, messages } = connected();
    const end = closed(transport);
    await transport.start();
    input.end(line(ping(1)) + line(ping(2)));
    await end;
    expect(messages).toHaveLength(2);
    await expect(transport.send(ping(3))).rejects.toThrow("closed");
  });

  it("waits for a full pipe without a listener for each message", async () => {
    const { output, transport } = connected();
    await transport.start();
    const sent = Array.from({ length: 300 }, (_, id) =>
      transport.send({ ...ping(id), params: { text: "x".repeat(1_000) } }),
    );
    expect(output.listenerCount("drain")).toBe(1);
    output.resume();
    await Promise.all(sent);
    expect(output.listenerCount("drain")).toBe(0);
  });

  it("drops a line that is too long and goes on", async () => {
    const { input, transport, messages, errors } = connected({ maxLineBytes: 60 });
    const end = closed(transport);
    await transport.start();
    input.end(`${"x".repeat(61)}\n${line(ping(1))}`);
    await end;
    expect(errors).toEqual(["Dropped a line of more than 60 bytes."]);
    expect(messages).toEqual([ping(1)]);
  });

  it("refuses a request that is too long at once, so that nobody waits for its answer", async () => {
    const { input, output, transport, messages } = connected({ maxLineBytes: 60 });
    await transport.start();
    input.write(line({ method: "tools/call", params: { text: "x".repeat(100), id: 1 }, jsonrpc: "2.0", id: 7 }));
    const [refusal] = await once(output.setEncoding("utf8"), "data");
    expect(JSON.parse(refusal)).toMatchObject({
      id: 7,
      error: { code: -32600, message: expect.stringContaining("60") },
    });
    expect(messages).toEqual([]);
  });

  it.each([
    ["is too long", line({ jsonrpc: "2.0", id: 7, result: { text: "x".repeat(100) } })],
    ["is too long, and has its id behind", line({ result: { text: "x".repeat(100) }, jsonrpc: "2.0", id: 7 })],
    ["is too long, and begins with something else", line({ x: "x".repeat(2_000), result: {}, jsonrpc: "2.0", id: 7 })],
    ["stands behind a text", `Loading… ${line({ result: {}, jsonrpc: "2.0", id: 7 })}`],
    ["is cut", '{"jsonrpc":"2.0","id":7,"result":{"te\n'],
  ])("ends the wait for an answer that %s", async (_what, answer) => {
    const { input, transport, messages } = connected({ maxLineBytes: 60 });
    const end = closed(transport);
    await transport.start();
    input.end(answer);
    await end;
    expect(messages).toMatchObject([{ id: 7, error: { code: -32600 } }]);
  });

  it.each([
    ["no version", { id: 7, method: "x" }],
    ["params by position", { jsonrpc: "2.0", id: 7, method: "x", params: [1] }],
    ["a member too many", { ...ping(7), more: 1 }],
    ["a result beside its method", { ...ping(7), result: {} }],
    ["a _meta that is no object", { ...ping(7), params: { _meta: 1 } }],
    ["a progress token that is no token", { ...ping(7), params: { _meta: { progressToken: {} } } }],
    ["a method that is no name", { jsonrpc: "2.0", id: 7, method: 1 }],
  ])("refuses a request with %s at once", async (_what, broken) => {
    const { input, output, transport, errors } = connected();
    await transport.start();
    input.write(line(broken));
    const [refusal] = await once(output.setEncoding("utf8"), "data");
    expect(JSON.parse(refusal)).toMatchObject({ id: 7, error: { code: -32600 } });
    expect(errors).toHaveLength(1);
  });

  it("refuses a request that its receiver throws at, and reads on", async () => {
    const { input, output, transport, errors } = connected();
    const read = Promise.withResolvers<unknown>();
    transport.onmessage = (message) => {
      if ("id" in message && message.id === 1) throw new RangeError("Maximum call stack size exceeded");
      read.resolve(message);
    };
    await transport.start();
    input.write(line(ping(1)) + line(ping(2)));
    const [refusal] = await once(output.setEncoding("utf8"), "data");
    expect(JSON.parse(refusal)).toMatchObject({ id: 1, error: { code: -32600 } });
    expect(await read.promise).toEqual(ping(2));
    expect(errors).toEqual(["Maximum call stack size exceeded"]);
  });

  it("tells what crossed, with its bytes", async () => {
    const traffic: Traffic[] = [];
    const { input, output, transport } = connected({ onTraffic: (seen: Traffic) => traffic.push(seen) });
    await transport.start();
    await transport.send(ping(1));
    input.write(line(ping(22)));
    await once(output, "readable");
    expect(traffic.map(({ direction, bytes }) => [direction, bytes])).toEqual([
      ["sent", line(ping(1)).length],
      ["received", line(ping(22)).length],
    ]);
  });
});
