import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { CreateMessageRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { serveBatches, type Target } from "../serve-batches.ts";

// The client that one would write without the kit, on protocol 2025-11-25. `pnpm bench` starts it.

async function connect(): Promise<Target> {
  const client = new Client({ name: "bare-client", version: "1.0.0" }, { capabilities: { sampling: {} } });
  let canned = "";
  client.setRequestHandler(CreateMessageRequestSchema, async () => ({
    role: "assistant",
    content: { type: "text", text: canned },
    model: "test/model",
    stopReason: "endTurn",
  }));

  const server = fileURLToPath(new URL("./server-2025-11-25.ts", import.meta.url));
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [server] }));
  await client.listTools();
  return {
    async call({ document, answer }) {
      canned = answer;
      const result = await client.callTool({ name: "summarize", arguments: { document } });
      if (result.isError) throw new Error(JSON.stringify(result.content));
    },
    close: () => client.close(),
  };
}

await serveBatches(connect());
