import { parseArguments } from "@kit/protocol";
import { runDirect, runRound, type StateSeal, type Tool, type ToolContext } from "@kit/sampling";
import type { McpServer } from "@modelcontextprotocol/server";
import type { DirectModel } from "../direct/direct-model.ts";
import { listedSchema } from "../listed-schema.ts";
import { toErrorResult, toToolResult } from "../tool-result.ts";
import { createNotify } from "./create-notify.ts";
import { demandCapability } from "./demand-capability.ts";
import { journalOf } from "./open-state.ts";
import { samplingCapability } from "./sampling-capability.ts";
import { toInputRequired } from "./to-input-required.ts";

/** Registers a tool: its questions leave in an `input_required` result, and the call comes again with the answers. */
export function bindTool(
  server: McpServer,
  { contract, limits, run }: Tool,
  direct: DirectModel,
  seal: StateSeal,
): void {
  const { name, title, description, annotations, outputSchema } = contract;
  const config = { title, description, annotations, inputSchema: listedSchema(contract), outputSchema };

  server.registerTool(name, config, async (input, extra) => {
    try {
      const args = parseArguments(contract, input);
      const sampling = samplingCapability(extra.mcpReq.envelope);
      const client = { canSample: sampling !== undefined, canUseTools: sampling?.tools !== undefined };
      const { signal, inputResponses, requestState } = extra.mcpReq;
      const call = { tool: name, limits, notify: createNotify(extra), signal };
      const runTool = (context: ToolContext) => run(args, context);

      const ask = direct.insteadOf(client);
      if (ask) return toToolResult(await runDirect({ ...call, ask, run: runTool }));
      const questions = { args, journal: journalOf(requestState), inputResponses };
      const outcome = await runRound({ ...call, ...client, ...questions, run: runTool });
      return outcome.kind === "complete" ? toToolResult(outcome.value) : await toInputRequired(outcome, seal);
    } catch (error) {
      return demandCapability(error) ?? toErrorResult(name, error);
    }
  });
}
