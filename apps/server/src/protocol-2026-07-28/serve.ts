import { createStateSeal } from "@kit/sampling";
import type { StdioTransport } from "@kit/stdio";
import { McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { directModelFrom } from "../direct/direct-model.ts";
import { log } from "../log.ts";
import { INSTRUCTIONS, SERVER_CAPABILITIES, SERVER_INFO } from "../server-info.ts";
import { stateKeys } from "../state-keys.ts";
import { ALL_TOOLS } from "../tools/all-tools.ts";
import { bindTool } from "./bind-tool.ts";

/** Serves a connection whose client speaks protocol 2026-07-28. */
export async function serve(transport: StdioTransport, env: NodeJS.ProcessEnv): Promise<void> {
  const direct = directModelFrom(env);
  const seal = createStateSeal({ secrets: stateKeys(env) });
  function createServer(): McpServer {
    // The SDK opens the state before a tool runs, and answers -32602 when that fails.
    const server = new McpServer(SERVER_INFO, {
      instructions: INSTRUCTIONS,
      capabilities: SERVER_CAPABILITIES,
      requestState: { verify: seal.open },
    });
    for (const tool of ALL_TOOLS) bindTool(server, tool, direct, seal);
    return server;
  }
  serveStdio(createServer, { transport, legacy: "reject", onerror: (error) => log(error.message) });
}
