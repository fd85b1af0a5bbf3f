import { parseArguments } from "@kit/protocol";
import { createPushContext } from "@kit/sampling";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { listedSchema } from "../listed-schema.ts";
import { toErrorResult, toToolResult } from "../tool-result.ts";
import type { Tool } from "../tools/tool.ts";
import { createMessage } from "./create-message.ts";

/** Registers a tool: its questions are pushed to the client while the call stays open. */
export function bindTool(server: McpServer, { contract, run }: Tool): void {
  const { name, title, description, annotations, outputSchema } = contract;
  const inputSchema = listedSchema(contract);
  server.registerTool(
    name,
    { title, description, annotations, inputSchema, outputSchema },
    async (input, { signal }) => {
      try {
        const canSample = server.server.getClientCapabilities()?.sampling !== undefined;
        const context = createPushContext({ canSample, createMessage: createMessage(server), signal });
        return toToolResult(await run(parseArguments(contract, input), context));
      } catch (error) {
        return toErrorResult(name, error);
      }
    },
  );
}
