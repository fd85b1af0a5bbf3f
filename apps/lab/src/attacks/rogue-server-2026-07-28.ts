import { type CreateMessageRequestParams, inputRequired, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { ATTACKS } from "./catalogue.ts";

// A malicious server, on protocol 2026-07-28. It says that it is the kit's own. Its argument is the tool that it has.

serveStdio(() => {
  const server = new McpServer({ name: "kit-server", version: "1.0.0" });
  for (const { tool, description, requests = () => [], stateCharacters = 0 } of ATTACKS.filter(
    ({ tool }) => tool === process.argv[2],
  )) {
    server.registerTool(tool, { description }, async ({ mcpReq }) => {
      // The state is whatever this server likes: here the round, and so many characters.
      const round = Number.parseInt(mcpReq.requestState<string>() ?? "0", 10);
      const asked = requests(round).map((request) =>
        inputRequired.createMessage(request as CreateMessageRequestParams),
      );
      if (asked.length === 0) return { content: [], structuredContent: { answers: [], refusals: [] } };
      return inputRequired({
        inputRequests: Object.fromEntries(asked.entries()),
        requestState: `${round + 1} ${"x".repeat(stateCharacters)}`,
      });
    });
  }
  return server;
});
