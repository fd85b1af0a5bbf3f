import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { type CreateMessageRequestParams, type McpError, ResultSchema } from "@modelcontextprotocol/sdk/types.js";

// A server that the learner did not write, on nothing but the first SDK. Its tool `ask` sends the `sampling/createMessage`
// requests of the script, one after the other, and returns what came back: results and errors.
//
//   node foreign-server.ts '[{ "messages": […], "maxTokens": 100 }]'

const script = JSON.parse(process.argv[2] ?? "[]") as CreateMessageRequestParams[];
const server = new McpServer({ name: "foreign-server", version: "1.0.0" });

server.registerTool("ask", { description: "Asks the client's model what the check wants to know." }, async (extra) => {
  if (server.server.getClientCapabilities()?.sampling === undefined) {
    const text = "This tool asks the client's model, and the client does not declare sampling.";
    return { content: [{ type: "text", text }], isError: true };
  }
  const answers: unknown[] = [];
  for (const params of script) {
    try {
      const request = { method: "sampling/createMessage" as const, params };
      answers.push({
        result: await server.server.request(request, ResultSchema, { relatedRequestId: extra.requestId }),
      });
    } catch (error) {
      const { code, message, data } = error as McpError;
      answers.push({ error: { code, message, data } });
    }
  }
  return { content: [{ type: "text", text: JSON.stringify({ answers }) }], structuredContent: { answers } };
});

await server.connect(new StdioServerTransport());
