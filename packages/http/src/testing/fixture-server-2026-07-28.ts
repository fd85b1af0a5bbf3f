import { DEFAULT_BUDGET, type Journal, runRound, SILENT } from "@kit/sampling";
import { type CreateMessageRequestParams, inputRequired, McpServer } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { CreateServer } from "../protocol-2026-07-28/serve.ts";
import { ASK_INPUT, ask, toResult } from "./fixture-tool.ts";

/** A server of 2026-07-28 with the tool of the HTTP tests. */
export const createServer2026: CreateServer = ({ seal }) => {
  const server = new McpServer(
    { name: "fixture", version: "1.0.0" },
    { requestState: { verify: (state) => seal.open(state).catch(failedStore) } },
  );
  server.registerTool("ask", { inputSchema: z.object(ASK_INPUT) }, async (args, { mcpReq }) => {
    const journal = mcpReq.requestState<Journal | string>();
    if (typeof journal === "string") return { isError: true, content: [{ type: "text", text: journal }] };
    const token = mcpReq._meta?.progressToken;
    const outcome = await runRound({
      ...{ tool: "ask", args, journal, inputResponses: mcpReq.inputResponses, limits: DEFAULT_BUDGET },
      ...{ signal: mcpReq.signal, canSample: true, canUseTools: true },
      run: (context) => ask(args, context),
      notify: {
        ...SILENT,
        progress(progress) {
          if (token === undefined) return;
          void mcpReq.notify({ method: "notifications/progress", params: { progressToken: token, ...progress } });
        },
      },
    });
    if (outcome.kind === "complete") return toResult(outcome.value);
    const questions = Object.entries(outcome.questions).map(([key, request]) => [
      key,
      inputRequired.createMessage(request as CreateMessageRequestParams),
    ]);
    const requestState = await seal.seal(outcome.journal);
    return inputRequired({ inputRequests: Object.fromEntries(questions), requestState });
  });
  return server;
};

/** The SDK answers -32602 to what is thrown here; that the store is away is left to the tool. */
function failedStore(error: { code?: unknown }): string {
  if (error.code === "state_store_failed") return "state_store_failed";
  throw error;
}
