import { parseArguments } from "@kit/protocol";
import { runDirect, runPush, type Tool, type ToolContext } from "@kit/sampling";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { DirectModel } from "../direct/direct-model.ts";
import { listedSchema } from "../listed-schema.ts";
import { toErrorResult, toToolResult } from "../tool-result.ts";
import type { BackChannel } from "./back-channel.ts";
import { createNotify } from "./create-notify.ts";

/** Registers a tool: its questions are pushed to the client while the call stays open. */
export function bindTool(
  server: McpServer,
  { contract, limits, run }: Tool,
  direct: DirectModel,
  backChannel: BackChannel,
): void {
  const { name, title, description, annotations, outputSchema } = contract;
  const config = { title, description, annotations, inputSchema: listedSchema(contract), outputSchema };

  server.registerTool(name, config, async (input, extra) => {
    try {
      const args = parseArguments(contract, input);
      const { sampling } = server.server.getClientCapabilities() ?? {};
      const client = { canSample: sampling !== undefined, canUseTools: sampling?.tools !== undefined };
      const call = { tool: name, limits, notify: createNotify(server, extra), signal: extra.signal };
      const runTool = (context: ToolContext) => run(args, context);

      const ask = direct.insteadOf(client);
      const output = ask
        ? await runDirect({ ...call, ask, run: runTool })
        : await runPush({ ...call, ...client, ...backChannel(server, extra), run: runTool });
      return toToolResult(output);
    } catch (error) {
      return toErrorResult(name, error);
    }
  });
}
