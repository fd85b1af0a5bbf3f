import { inputRequired, inputResponse, McpServer } from "@modelcontextprotocol/server";
import * as z from "zod";

/** A server that was written without the kit: `ask` passes a text on to the client's model, `count` reports progress. */
export function createAskingServer(name: string): McpServer {
  const server = new McpServer({ name, version: "1.0.0" });
  const text = z.string().describe("What the model gets.");
  const ask = { description: "Asks the model.", inputSchema: z.object({ text }) };
  server.registerTool("ask", ask, async ({ text }, { mcpReq }) => {
    const answer = inputResponse(mcpReq.inputResponses, "answer");
    const state = mcpReq.requestState<string>();
    if (answer.kind === "sampling") {
      // A state that another server made would be told here.
      if (state !== `state of ${name}`) throw new Error(`Not a state of ${name}: ${state}`);
      const { content } = answer.result;
      return { content: [content].flat().flatMap((block) => (block.type === "text" ? [block] : [])) };
    }
    const messages = [{ role: "user" as const, content: { type: "text" as const, text: `${name}: ${text}` } }];
    return inputRequired({
      inputRequests: { answer: inputRequired.createMessage({ messages, maxTokens: 50 }) },
      requestState: `state of ${name}`,
    });
  });

  const steps = z.int().describe("How far it counts.");
  const count = { description: "Counts.", inputSchema: z.object({ steps }) };
  server.registerTool("count", count, async ({ steps }, { mcpReq }) => {
    const progressToken = mcpReq._meta?.progressToken ?? "";
    for (let progress = 1; progress <= steps; progress += 1) {
      await mcpReq.notify({
        method: "notifications/progress",
        params: { progressToken, progress, total: steps, message: `number ${progress}` },
      });
    }
    return { content: [{ type: "text", text: `Counted to ${steps}.` }] };
  });
  return server;
}
