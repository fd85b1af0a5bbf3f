import type { StateSeal } from "@kit/sampling";
import type { McpServer } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { ServerParts } from "../../server-parts.ts";
import { createServer } from "../create-server.ts";
import { FLOWS, PROMPT_FLOW } from "./flows.ts";
import { runFlow } from "./run-flow.ts";

/** The server of a conformance scenario: the kit's, with tools and a prompt that ask for more than sampling. */
export function createConformanceServer(parts: ServerParts, seal: StateSeal): McpServer {
  const server = createServer(parts, { seal });
  for (const flow of FLOWS) {
    const config = { description: "Asks its client.", inputSchema: z.object({}) };
    server.registerTool(flow.name, config, async (_, { mcpReq }) => {
      const ended = await runFlow(flow, mcpReq, seal);
      return typeof ended === "string" ? { content: [{ type: "text", text: ended }] } : ended;
    });
  }
  server.registerPrompt(PROMPT_FLOW.name, { description: "Asks its client." }, async ({ mcpReq }) => {
    const ended = await runFlow(PROMPT_FLOW, mcpReq, seal);
    if (typeof ended !== "string") return ended;
    return { messages: [{ role: "user", content: { type: "text", text: ended } }] };
  });
  return server;
}
