import { PassThrough } from "node:stream";
import { StdioTransport } from "@kit/stdio";
import { Client as Client2025 } from "@modelcontextprotocol/sdk/client/index.js";
import { McpServer as McpServer2025 } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { CallToolResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, it } from "vitest";
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
