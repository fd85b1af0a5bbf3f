import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { CreateMessageResultSchema } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";

/** A server that was written without the kit: `ask` passes a text on to the client's model, `count` reports progress. */
export function createAskingServer(name: string): McpServer {
  const server = new McpServer({ name, version: "1.0.0" });
  const text = z.string().describe("What the model gets.");
  server.registerTool("ask", { description: "Asks the model.", inputSchema: { text } }, async ({ text }, extra) => {
    const messages = [{ role: "user" as const, content: { type: "text" as const, text: `${name}: ${text}` } }];
    const { content } = await extra.sendRequest(
      { method: "sampling/createMessage", params: { messages, maxTokens: 50 } },
      CreateMessageResultSchema,
      { signal: extra.signal },
    );
    return { content: [content] };
  });

  const steps = z.int().describe("How far it counts.");
  server.registerTool("count", { description: "Counts.", inputSchema: { steps } }, async ({ steps }, extra) => {
    const progressToken = extra._meta?.progressToken ?? "";
    for (let progress = 1; progress <= steps; progress += 1) {
      await extra.sendNotification({
        method: "notifications/progress",
        params: { progressToken, progress, total: steps, message: `number ${progress}` },
      });
    }
    return { content: [{ type: "text", text: `Counted to ${steps}.` }] };
  });
  return server;
}
