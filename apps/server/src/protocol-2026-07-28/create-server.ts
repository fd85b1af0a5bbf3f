import type { StateSeal, Tool } from "@kit/sampling";
import { McpServer } from "@modelcontextprotocol/server";
import type { DirectModel } from "../direct/direct-model.ts";
import { INSTRUCTIONS, SERVER_CAPABILITIES, SERVER_INFO } from "../server-info.ts";
import { ALL_TOOLS } from "../tools/all-tools.ts";
import { bindTool } from "./bind-tool.ts";
import { openState } from "./open-state.ts";

/** Creates the server of one connection, or of one request over HTTP, whose client speaks protocol 2026-07-28. */
export function createServer(direct: DirectModel, seal: StateSeal, tools: readonly Tool[] = ALL_TOOLS): McpServer {
  // The SDK opens the state before a tool runs, and answers -32602 when that fails.
  const server = new McpServer(SERVER_INFO, {
    instructions: INSTRUCTIONS,
    capabilities: SERVER_CAPABILITIES,
    requestState: { verify: openState(seal) },
  });
  for (const tool of tools) bindTool(server, tool, direct, seal);
  return server;
}
