import type { SamplingResult } from "@kit/protocol";
import { DEFAULT_BUDGET, runPush, SILENT } from "@kit/sampling";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { type CreateMessageRequestParams, ResultSchema } from "@modelcontextprotocol/sdk/types.js";
import type { CreateServer } from "../protocol-2025-11-25/serve.ts";
import { ASK_INPUT, ask, toResult } from "./fixture-tool.ts";

/** A server of 2025-11-25 with the tool of the HTTP tests. Without a session it cannot ask. */
export const createServer2025: CreateServer = ({ hasSession }) => {
  const server = new McpServer({ name: "fixture", version: "1.0.0" });
  server.registerTool(
    "ask",
    { inputSchema: ASK_INPUT },
    async (args, { signal, requestId, _meta, sendNotification }) => {
      const token = _meta?.progressToken;
      const outcome = await runPush({
        ...{ tool: "ask", limits: DEFAULT_BUDGET, signal, canSample: hasSession, canUseTools: hasSession },
        run: (context) => ask(args, context),
        notify: {
          ...SILENT,
          progress(progress) {
            if (token === undefined) return;
            void sendNotification({ method: "notifications/progress", params: { progressToken: token, ...progress } });
          },
        },
        async createMessage(request, options) {
          const question = { method: "sampling/createMessage" as const, params: request as CreateMessageRequestParams };
          const related = { relatedRequestId: requestId, ...(options.signal && { signal: options.signal }) };
          return (await server.server.request(question, ResultSchema, related)) as SamplingResult;
        },
      });
      return toResult(outcome);
    },
  );
  // The SDK's client cannot cancel a server's first request, which has the id 0.
  server.server.oninitialized = () => void server.server.ping().catch(() => undefined);
  return server;
};
