import { PassThrough } from "node:stream";
import { StdioTransport } from "@kit/transport";
import {
  Client,
  isInputRequiredResult,
  SdkError,
  STDIO_DEFAULT_MAX_BUFFER_SIZE,
  specTypeSchemas,
  withInputRequired,
} from "@modelcontextprotocol/client";
import {
  CLIENT_CAPABILITIES_META_KEY,
  inputRequired,
  McpServer,
  type ServerOptions,
} from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { describe, expect, it } from "vitest";
import * as z from "zod";

// What the kit relies on in @modelcontextprotocol/server and /client. A failing test names the code to revisit.

const params = { messages: [{ role: "user" as const, content: { type: "text" as const, text: "?" } }], maxTokens: 5 };
const RESULT_SCHEMA = withInputRequired(specTypeSchemas.CallToolResult);

/** A server and a client over the kit's transport. The tool `ask` samples, and has an output schema. */
async function pair(options: ServerOptions = {}) {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const seen = { envelope: undefined as unknown, methods: [] as string[] };
  serveStdio(
    () => {
      const server = new McpServer({ name: "server", version: "1" }, options);
      const config = { inputSchema: z.looseObject({}), outputSchema: z.object({ text: z.string() }) };
      server.registerTool("ask", config, async (_args, { mcpReq }) => {
        seen.envelope = mcpReq.envelope;
        if (mcpReq.inputResponses?.q) return { content: [], structuredContent: { text: "done" } };
        return inputRequired({ inputRequests: { q: inputRequired.createMessage(params) }, requestState: "state" });
      });
      return server;
    },
    {
      transport: new StdioTransport(toServer, toClient, {
        onTraffic: ({ direction, message }) => {
          if (direction === "received" && "method" in message) seen.methods.push(message.method);
        },
      }),
      legacy: "reject",
    },
  );
  const client = new Client(
    { name: "client", version: "1" },
    {
      capabilities: { sampling: {} },
      versionNegotiation: { mode: { pin: "2026-07-28" } },
      inputRequired: { autoFulfill: false },
    },
  );
  await client.connect(new StdioTransport(toClient, toServer));
  return { client, seen };
}

const call = (more = {}) => ({ method: "tools/call" as const, params: { name: "ask", arguments: {}, ...more } });

describe("the SDK for 2026-07-28", () => {
  it("asks a foreign transport for its revision in place, once (client connect-client.ts)", async () => {
    const { client, seen } = await pair();
    await client.listTools();
    expect(seen.methods).toEqual(["server/discover", "tools/list"]);
  });

  it("hands back what a tool asks to whoever drives the rounds (drive-rounds.ts)", async () => {
    const { client } = await pair();
    await client.listTools();
    const result = await client.request(call(), RESULT_SCHEMA, { allowInputRequired: true });
    expect(isInputRequiredResult(result)).toBe(true);
    const inputResponses = { q: { role: "assistant", content: { type: "text", text: "!" }, model: "m" } };
    const last = await client.request(call({ inputResponses, requestState: "state" }), RESULT_SCHEMA, {
      allowInputRequired: true,
    });
    expect(last).toMatchObject({ structuredContent: { text: "done" } });
  });

  it("fails in callTool when a tool with an output schema asks, so request is used (drive-rounds.ts)", async () => {
    const { client } = await pair();
    await client.listTools();
    const asked = client.callTool(call().params, { allowInputRequired: true });
    await expect(asked).rejects.toThrow("did not return structured content");
  });

  it("carries the client's capabilities in the envelope of each request (can-sample.ts)", async () => {
    const { client, seen } = await pair();
    await client.request(call(), RESULT_SCHEMA, { allowInputRequired: true });
    expect(seen.envelope).toMatchObject({ [CLIENT_CAPABILITIES_META_KEY]: { sampling: {} } });
  });

  it("opens the state before the tool runs, and answers -32602 when that fails (create-server.ts)", async () => {
    const { client, seen } = await pair({ requestState: { verify: () => Promise.reject(new Error("secret reason")) } });
    const refused = client.request(call({ requestState: "x" }), RESULT_SCHEMA, { allowInputRequired: true });
    const error = await refused.catch((thrown) => thrown);
    expect(error).toMatchObject({ code: -32602, data: { reason: "invalid_request_state" } });
    expect(JSON.stringify(error)).not.toContain("secret");
    expect(seen.envelope).toBeUndefined();
  });

  it("rejects a request whose signal aborts (connect.ts)", async () => {
    const { client } = await pair();
    const refused = client.request(call(), RESULT_SCHEMA, { allowInputRequired: true, signal: AbortSignal.abort() });
    await expect(refused).rejects.toBeInstanceOf(SdkError);
  });

  it("reads stdio lines of up to 10 MiB, which the limit for documents leaves room in (travelling-text.ts)", () => {
    expect(STDIO_DEFAULT_MAX_BUFFER_SIZE).toBe(10 * 1024 * 1024);
  });
});
