import { randomBytes } from "node:crypto";
import { createRequestStateCodec, inputRequired, inputResponse, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { questionFor, resultFor, SUMMARIZE } from "./summarize.ts";

// The server that one would write without the kit, on protocol 2026-07-28.

const codec = createRequestStateCodec<{ tool: string; asked: string; startedAt: number }>({ key: randomBytes(32) });

serveStdio(() => {
  const server = new McpServer({ name: "bare-server", version: "1.0.0" }, { requestState: { verify: codec.verify } });

  server.registerTool("summarize", SUMMARIZE, async ({ document, maxWords }, { mcpReq }) => {
    const state = mcpReq.requestState<{ asked: string }>();
    const answer = inputResponse(mcpReq.inputResponses, state?.asked ?? "");
    if (answer.kind === "sampling") return resultFor(answer.result);
    return inputRequired({
      inputRequests: { summary: inputRequired.createMessage(questionFor(document, maxWords)) },
      requestState: await codec.mint({ tool: "summarize", asked: "summary", startedAt: Date.now() }),
    });
  });

  return server;
});
