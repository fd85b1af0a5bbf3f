import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { serveBatches, type Target } from "../serve-batches.ts";
import { assertSummary, cannedResult } from "./canned-model.ts";

// The client that one would write without the kit, on protocol 2026-07-28. `pnpm bench` starts it.

async function connect(): Promise<Target> {
  const client = new Client(
    { name: "bare-client", version: "1.0.0" },
    { capabilities: { sampling: {} }, versionNegotiation: { mode: { pin: "2026-07-28" } } },
  );
  client.setRequestHandler("sampling/createMessage", async ({ params }) => cannedResult(params));

  const server = fileURLToPath(new URL("./server-2026-07-28.ts", import.meta.url));
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
