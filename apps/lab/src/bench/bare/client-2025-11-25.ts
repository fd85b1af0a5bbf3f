import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { CreateMessageRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { serveBatches, type Target } from "../serve-batches.ts";
import { assertSummary, cannedResult } from "./canned-model.ts";

// The client that one would write without the kit, on protocol 2025-11-25. `pnpm bench` starts it.

async function connect(): Promise<Target> {
  const client = new Client({ name: "bare-client", version: "1.0.0" }, { capabilities: { sampling: {} } });
  client.setRequestHandler(CreateMessageRequestSchema, async ({ params }) => cannedResult(params));

  const server = fileURLToPath(new URL("./server-2025-11-25.ts", import.meta.url));
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [server] }));
  await client.listTools();
  return {
    async call({ document, answer }) {
      assertSummary(await client.callTool({ name: "summarize", arguments: { document } }), answer);
    },
    close: () => client.close(),
  };
}

await serveBatches(connect());
