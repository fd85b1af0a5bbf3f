import { parseArguments } from "@kit/protocol";
import { type Notify, runDirect, type Tool, type ToolContext } from "@kit/sampling";
import { McpServer } from "@modelcontextprotocol/server";
import { log } from "../log.ts";
import { INSTRUCTIONS, SERVER_CAPABILITIES, SERVER_INFO } from "../server-info.ts";
import type { ServerParts } from "../server-parts.ts";
import { codeErrors, listingOf, toErrorResult, toToolResult } from "../tool-wire.ts";
import { type Connection, capabilitiesOf, type Extra, finishMessage, openState, runTool } from "./carrier.ts";

/** Creates the server of one connection, or of one request over HTTP, whose client speaks protocol 2026-07-28. */
export function createServer(parts: ServerParts, connection: Connection): McpServer {
  const requestState = { verify: (state: string) => openState(connection, state) };
  const info = { instructions: INSTRUCTIONS, capabilities: SERVER_CAPABILITIES };
  const server = new McpServer(SERVER_INFO, { ...info, requestState });
  for (const tool of parts.tools) bindTool(server, tool, parts, connection);
  codeErrors(server, finishMessage);
  return server;
}

/** Registers a tool: its questions leave in an `input_required` result, and the call comes again with the answers. */
function bindTool(server: McpServer, tool: Tool, { direct }: ServerParts, connection: Connection): void {
  const { contract, limits } = tool;
  const { name } = contract;

  server.registerTool(name, listingOf(contract), async (input, { mcpReq: extra }) => {
    try {
      const args = parseArguments(contract, input);
      const client = capabilitiesOf(extra);
      const run = (context: ToolContext) => tool.run(args, context);
      const { signal, _meta: meta } = extra;
      const call = { tool: name, limits, notify: createNotify(extra), signal, meta, run };

      const ask = direct?.insteadOf(client);
      if (ask) return toToolResult(await runDirect({ ...call, ask }));
      return await runTool({ ...call, ...client, args }, extra, connection);
    } catch (error) {
      return toErrorResult(name, error);
    }
  });
}

/** Tells the client of a call how far it has come, if it asked for that, and its log what the tool says. */
function createNotify({ _meta, notify, log: sendLog }: Extra): Notify {
  const report = (sent: Promise<void>) => void sent.catch((error: Error) => log(error.message));
  const progressToken = _meta?.progressToken;
  return {
    progress(progress) {
      if (progressToken === undefined) return;
      report(notify({ method: "notifications/progress", params: { progressToken, ...progress } }));
    },
    log: (level, data) => report(sendLog(level, data, "kit-server")),
  };
}
