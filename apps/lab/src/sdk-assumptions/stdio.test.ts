import { PassThrough } from "node:stream";
import { StdioTransport } from "@kit/transport";
import { Client as Client2025 } from "@modelcontextprotocol/sdk/client/index.js";
import { McpServer as McpServer2025 } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { CallToolResultSchema, type JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, it, vi } from "vitest";
import * as z from "zod";

/** Calls a tool that reports progress three times in one turn and returns; counts the reports that arrive. */
async function reportsThatArrive(isKitTransport: boolean): Promise<number> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = new McpServer2025({ name: "server", version: "1" });
  server.registerTool("work", { inputSchema: z.looseObject({}) }, async (_args, { _meta, sendNotification }) => {
    toClient.cork();
    for (const progress of [1, 2, 3]) {
      void sendNotification({
        method: "notifications/progress",
        params: { progressToken: _meta?.progressToken ?? 0, progress },
      });
    }
    setImmediate(() => setImmediate(() => toClient.uncork()));
    return { content: [] };
  });
  await server.connect(new StdioServerTransport(toServer, toClient));

  const client = new Client2025({ name: "client", version: "1" });
  const transport = isKitTransport
    ? new StdioTransport(toClient, toServer)
    : new StdioServerTransport(toClient, toServer);
  await client.connect(transport);
  let reports = 0;
  await client.request({ method: "tools/call", params: { name: "work" } }, CallToolResultSchema, {
    onprogress: () => {
      reports += 1;
    },
  });
  return reports;
}

describe("a progress report that comes in one chunk with the result", () => {
  it("is lost on the SDK's transport", async () => {
    expect(await reportsThatArrive(false)).toBeLessThan(3);
  });

  it("arrives on the kit's, which delivers one message a turn (stdio-transport.ts)", async () => {
    expect(await reportsThatArrive(true)).toBe(3);
  });
});

describe("a message that is not as it should be", () => {
  /** A server of the SDK for 2025-11-25, on a transport that hands it whatever it is given. */
  async function connected() {
    const sent: JSONRPCMessage[] = [];
    const transport: Transport = {
      start: async () => undefined,
      close: async () => undefined,
      send: async (message) => void sent.push(message),
    };
    const server = new McpServer2025({ name: "server", version: "1" });
    await server.connect(transport);
    const receive = (message: object) => transport.onmessage?.({ jsonrpc: "2.0", ...message } as JSONRPCMessage);
    return { sent, receive };
  }

  it.each([
    ["a member too many", { id: 1, method: "ping", more: 1 }],
    ["a _meta that is no object", { id: 1, method: "ping", params: { _meta: 1 } }],
  ])("is never answered when it has %s, so the kit's transport refuses it (json-rpc.ts)", async (_what, message) => {
    const { sent, receive } = await connected();
    receive(message);
    receive({ id: 2, method: "ping" });
    await vi.waitFor(() => expect(sent).toMatchObject([{ id: 2, result: {} }]), { timeout: 15_000 });
  });

  it("makes the SDK throw when it is nested too deeply, which the kit's transport catches (stdio-transport.ts)", async () => {
    const { receive } = await connected();
    const deep = JSON.parse(`${"[".repeat(20_000)}${"]".repeat(20_000)}`);
    expect(() => receive({ id: 1, result: {}, more: deep })).toThrow(RangeError);
  });
});
