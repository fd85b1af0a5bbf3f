import { Client } from "@modelcontextprotocol/client";
import type { ForeignSdk } from "../foreign-sdk.ts";

type SamplingResult = { role: "assistant"; model: string; content: { type: "text"; text: string } };

/** A client that is nothing but the SDK of 2026-07-28. It answers rounds by itself. */
export const connectSdk: ForeignSdk = async (transport, { sample, timeoutMs }) => {
  const client = new Client(
    { name: "workshop-check", version: "1.0.0" },
    {
      capabilities: sample === undefined ? {} : { sampling: {} },
      versionNegotiation: { mode: { pin: "2026-07-28" } },
    },
  );
  if (sample) {
    client.setRequestHandler("sampling/createMessage", async ({ params }) => (await sample(params)) as SamplingResult);
  }
  const options = { timeout: timeoutMs };
  await client.connect(transport, options);
  return {
    listTools: async () => void (await client.listTools({}, options)),
    callTool: async (name, args) => void (await client.callTool({ name, arguments: args }, options)),
    close: () => client.close(),
  };
};
