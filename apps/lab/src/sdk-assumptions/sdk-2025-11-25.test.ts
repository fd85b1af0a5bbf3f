import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import {
  CreateMessageRequestSchema,
  type CreateMessageResult,
  ErrorCode,
  type JSONRPCMessage,
  McpError,
  ResultSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, it } from "vitest";
import * as z from "zod";

// What the kit relies on in @modelcontextprotocol/sdk. A test that fails after an update names the code to revisit.

const question = { messages: [{ role: "user" as const, content: { type: "text" as const, text: "?" } }], maxTokens: 5 };
const answer: CreateMessageResult = { role: "assistant", content: { type: "text", text: "!" }, model: "m" };

/** A server with one tool `ask`, which samples, and a client whose handler is given; `sent` is what the server wrote. */
async function pair(handler: (signal: AbortSignal) => Promise<CreateMessageResult>, hasPing: boolean) {
  const server = new McpServer({ name: "server", version: "1" });
  const client = new Client({ name: "client", version: "1" }, { capabilities: { sampling: {} } });
  client.setRequestHandler(CreateMessageRequestSchema, (_request, { signal }) => handler(signal));
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const sent: JSONRPCMessage[] = [];
  const send = serverSide.send.bind(serverSide);
  serverSide.send = (message, options) => {
    sent.push(message);
    return send(message, options);
  };
  if (hasPing) server.server.oninitialized = () => void server.server.ping();
  const failures: unknown[] = [];
  server.registerTool("ask", { inputSchema: z.looseObject({}) }, async (_args, { signal }) => {
    const result = await server.server.createMessage(question, { signal }).catch((error) => {
      failures.push(error);
      throw error;
    });
    return { content: [{ type: "text", text: JSON.stringify(result.content) }] };
  });
  await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
  return { server, client, sent, failures };
}

async function cancelWhileAsked(hasPing: boolean): Promise<boolean> {
  const asked = Promise.withResolvers<AbortSignal>();
  const { client } = await pair((signal) => {
    asked.resolve(signal);
    return new Promise(() => undefined);
  }, hasPing);
  const cancel = new AbortController();
  const call = client.callTool({ name: "ask" }, undefined, { signal: cancel.signal });
  const signal = await asked.promise;
  cancel.abort();
  await expect(call).rejects.toThrow();
  await new Promise((resolve) => setImmediate(resolve));
  return signal.aborted;
}

describe("the SDK for 2025-11-25", () => {
  it("cannot cancel a server's first request, which has the id 0 (protocol-2025-11-25/create-server.ts)", async () => {
    expect(await cancelWhileAsked(false)).toBe(false);
  });

  it("can cancel every later one, so a ping goes first (protocol-2025-11-25/create-server.ts)", async () => {
    expect(await cancelWhileAsked(true)).toBe(true);
  });

  it("cancels a request whose signal aborts after its answer, so each question has a signal of its own (live.ts)", async () => {
    const { server, sent } = await pair(async () => answer, true);
    const late = new AbortController();
    await server.server.createMessage(question, { signal: late.signal });
    const before = sent.length;
    late.abort();
    expect(sent.slice(before)).toMatchObject([{ method: "notifications/cancelled" }]);
  });

  it("sends a thrown error's integer code, message and data (client protocol-2025-11-25/to-wire-error.ts)", async () => {
    const thrown = Object.assign(new Error("No."), { code: -1, data: { "kit/error": { code: "declined" } } });
    const { client, failures } = await pair(() => Promise.reject(thrown), true);
    await client.callTool({ name: "ask" });
    expect(failures).toEqual([expect.any(McpError)]);
    expect(failures[0]).toMatchObject({ code: -1, message: "MCP error -1: No.", data: thrown.data });
  });

  it("lists a schema's metadata as the JSON Schema, and accepts any object (listed-schema.ts)", async () => {
    const { server, client } = await pair(async () => answer, true);
    const inputSchema = z
      .looseObject({})
      .meta({ type: "object", properties: { n: { type: "integer" } }, additionalProperties: false });
    server.registerTool("listed", { inputSchema }, async (args) => ({
      content: [{ type: "text", text: JSON.stringify(args) }],
    }));
    const { tools } = await client.listTools();
    expect(tools.find(({ name }) => name === "listed")?.inputSchema).toMatchObject({
      properties: { n: { type: "integer" } },
      additionalProperties: false,
    });
    const result = await client.callTool({ name: "listed", arguments: { other: "x" } });
    expect(result.content).toEqual([{ type: "text", text: '{"other":"x"}' }]);
  });

  it("calls a broken sampling request an internal error before a handler hears of it (client connect-client.ts)", async () => {
    let heard = 0;
    const { server } = await pair(async () => {
      heard += 1;
      return answer;
    }, true);
    const params = { ...question, maxTokens: "many" };
    const request = server.server.request({ method: "sampling/createMessage", params } as never, ResultSchema);
    await expect(request).rejects.toMatchObject({ code: ErrorCode.InternalError });
    expect(heard).toBe(0);
  });

  it("names its time limit when a request has reached it (client protocol-2025-11-25/to-kit-error.ts)", async () => {
    const { client } = await pair(() => new Promise(() => undefined), true);
    const call = client.callTool({ name: "ask" }, undefined, { timeout: 5 });
    await expect(call).rejects.toMatchObject({ code: ErrorCode.RequestTimeout, data: { timeout: 5 } });
  });

  it("aborts a handler when the connection closes (connect-client.ts)", async () => {
    const asked = Promise.withResolvers<AbortSignal>();
    const { client, server } = await pair((signal) => {
      asked.resolve(signal);
      return new Promise(() => undefined);
    }, true);
    const call = client.callTool({ name: "ask" });
    const signal = await asked.promise;
    await server.close();
    await expect(call).rejects.toThrow();
    expect(signal.aborted).toBe(true);
  });
});
