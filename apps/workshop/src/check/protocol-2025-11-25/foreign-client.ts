import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { CreateMessageRequestSchema, type CreateMessageResult } from "@modelcontextprotocol/sdk/types.js";
import type { ForeignSdk } from "../foreign-sdk.ts";

/** A client that is nothing but the first SDK. */
export const connectSdk: ForeignSdk = async (transport, { sample, timeoutMs }) => {
  const client = new Client(
    { name: "workshop-check", version: "1.0.0" },
    { capabilities: sample === undefined ? {} : { sampling: {} } },
  );
  if (sample) {
    client.setRequestHandler(
      CreateMessageRequestSchema,
      async ({ params }) => (await sample(params)) as CreateMessageResult,
    );
  }
  const options = { timeout: timeoutMs };
  await client.connect(transport, options);
  return {
    listTools: async () => void (await client.listTools({}, options)),
    callTool: async (name, args) => void (await client.callTool({ name, arguments: args }, undefined, options)),
    close: () => client.close(),
  };
};
