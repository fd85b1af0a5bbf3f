import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { questionFor, resultFor, SUMMARIZE } from "./summarize.ts";

// The server that one would write without the kit, on protocol 2025-11-25.

const server = new McpServer({ name: "bare-server", version: "1.0.0" });

server.registerTool("summarize", SUMMARIZE, async ({ document, maxWords }) => {
  const answer = await server.server.createMessage(questionFor(document, maxWords));
  return resultFor(answer);
});

await server.connect(new StdioServerTransport());
