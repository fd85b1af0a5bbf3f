import { parseArguments } from "@kit/protocol";
import { type Journal, runRound, type StateSeal } from "@kit/sampling";
import type { McpServer } from "@modelcontextprotocol/server";
import { listedSchema } from "../listed-schema.ts";
import { toErrorResult, toToolResult } from "../tool-result.ts";
import type { Tool } from "../tools/tool.ts";
import { canSample } from "./can-sample.ts";
import { toInputRequired } from "./to-input-required.ts";

/** Registers a tool: its questions leave in an `input_required` result, and the call comes again with the answers. */
export function bindTool(server: McpServer, { contract, run }: Tool, seal: StateSeal): void {
  const { name, title, description, annotations, outputSchema } = contract;
  const inputSchema = listedSchema(contract);
  server.registerTool(
    name,
    { title, description, annotations, inputSchema, outputSchema },
    async (input, { mcpReq }) => {
      try {
        const args = parseArguments(contract, input);
        const { signal, inputResponses } = mcpReq;
        const journal = mcpReq.requestState<Journal>();
        const outcome = await runRound({
          tool: name,
          args,
          run: (context) => run(args, context),
          journal,
          inputResponses,
          canSample: canSample(mcpReq.envelope),
          signal,
        });
        return outcome.kind === "complete" ? toToolResult(outcome.value) : await toInputRequired(outcome, seal);
      } catch (error) {
        return toErrorResult(name, error);
      }
    },
  );
}
