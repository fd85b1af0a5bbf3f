import type { Tool } from "@kit/sampling";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { DirectModel } from "../direct/direct-model.ts";
import { log } from "../log.ts";
import { INSTRUCTIONS, SERVER_CAPABILITIES, SERVER_INFO } from "../server-info.ts";
import { ALL_TOOLS } from "../tools/all-tools.ts";
import type { BackChannel } from "./back-channel.ts";
import { bindTool } from "./bind-tool.ts";

/** Creates the server of one connection whose client speaks protocol 2025-11-25. */
export function createServer(
  direct: DirectModel,
  backChannel: BackChannel,
  tools: readonly Tool[] = ALL_TOOLS,
): McpServer {
  const server = new McpServer(SERVER_INFO, { instructions: INSTRUCTIONS, capabilities: SERVER_CAPABILITIES });
  for (const tool of tools) bindTool(server, tool, direct, backChannel);
  server.server.onerror = (error) => log(error.message);
  // The SDK's client cannot cancel a server's first request, which has the id 0. So the first one is a ping.
  server.server.oninitialized = () => void server.server.ping().catch(() => undefined);
  return server;
}
