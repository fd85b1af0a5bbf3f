import { parseArguments } from "@kit/protocol";
import { type Notify, runDirect, type Tool, type ToolContext } from "@kit/sampling";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { log } from "../log.ts";
import { INSTRUCTIONS, SERVER_CAPABILITIES, SERVER_INFO } from "../server-info.ts";
import type { ServerParts } from "../server-parts.ts";
import { codeErrors, listingOf, toErrorResult, toToolResult } from "../tool-wire.ts";
import { type Connection, capabilitiesOf, type Extra, finishMessage, runTool } from "./carrier.ts";

/** Creates the server of one connection whose client speaks protocol 2025-11-25. */
export function createServer(parts: ServerParts, connection: Connection): McpServer {
  const info = { instructions: INSTRUCTIONS, capabilities: SERVER_CAPABILITIES };
  const server = new McpServer(SERVER_INFO, info);
  for (const tool of parts.tools) bindTool(server, tool, parts, connection);
  codeErrors(server, finishMessage);
  server.server.onerror = (error) => log(error.message);
  // The SDK's client cannot cancel a server's first request, which has the id 0. So the first one is a ping.
  server.server.oninitialized = () => void server.server.ping().catch(() => undefined);
  return server;
}

/** Registers a tool: its questions are pushed to the client while the call stays open. */
function bindTool(server: McpServer, tool: Tool, { direct }: ServerParts, connection: Connection): void {
  const { contract, limits } = tool;
  const { name } = contract;

  const registered = server.registerTool(name, listingOf(contract), async (input, extra) => {
    try {
      const args = parseArguments(contract, input);
      const client = capabilitiesOf(server);
      const run = (context: ToolContext) => tool.run(args, context);
      const { signal, _meta: meta } = extra;
      const call = { tool: name, limits, notify: createNotify(server, extra), signal, meta, run };

      const ask = direct?.insteadOf(client);
      if (ask) return toToolResult(await runDirect({ ...call, ask }));
      return await runTool({ ...call, ...client }, server, extra, connection);
    } catch (error) {
      return toErrorResult(name, error);
    }
  });
  // The SDK lists what is the default, and no task can be made of a call on the other revision.
  delete registered.execution;
}

/** Tells the client of a call how far it has come, if it asked for that, and its log what the tool says. */
function createNotify(server: McpServer, { _meta, sendNotification, sessionId }: Extra): Notify {
  const report = (sent: Promise<void>) => void sent.catch((error: Error) => log(error.message));
  const progressToken = _meta?.progressToken;
  return {
    progress(progress) {
      if (progressToken === undefined) return;
      report(sendNotification({ method: "notifications/progress", params: { progressToken, ...progress } }));
    },
    log: (level, data) => report(server.server.sendLoggingMessage({ level, logger: "kit-server", data }, sessionId)),
  };
}
