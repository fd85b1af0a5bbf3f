import type { ProtocolRevision, SamplingRequest, SamplingResult } from "@kit/protocol";
import {
  type CreateMessageResult,
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
} from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { CreateMessageRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const INFO = { name: "test", version: "1.0.0" };
const CAPABILITIES = { sampling: { tools: {} } };

/** How a test answers a sampling request. */
export type Answer = (request: SamplingRequest, signal: AbortSignal) => Promise<SamplingResult>;

type CallOptions = {
  signal?: AbortSignal;
  onprogress?: (progress: { progress: number; total?: number | undefined }) => void;
};

/** An SDK's client, as far as these tests use it. */
export type SdkClient = {
  listTools: () => Promise<{ tools: { name: string }[] }>;
  callTool: (name: string, args: object, options?: CallOptions) => Promise<ToolResult>;
  close: () => Promise<void>;
};

/** The result of a tool call. */
export type ToolResult = {
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
  content?: unknown;
  _meta?: Record<string, unknown>;
};

type ConnectOptions = { answer: Answer; fetch?: typeof fetch; headers?: Record<string, string> };

/** Connects the real client of an SDK over Streamable HTTP. */
export async function connectSdkClient(
  revision: ProtocolRevision,
  url: string,
  { answer, ...http }: ConnectOptions,
): Promise<SdkClient> {
  return revision === "2025-11-25"
    ? connectClient(new StreamableHTTPClientTransport(new URL(url), transportOptions(http)) as Transport, answer)
    : connectModernClient(new ModernTransport(new URL(url), transportOptions(http)), answer);
}

/** Connects the client of 2025-11-25 over any transport of its SDK. */
export async function connectClient(transport: Transport, answer: Answer): Promise<SdkClient> {
  const client = new Client(INFO, { capabilities: CAPABILITIES });
  client.setRequestHandler(CreateMessageRequestSchema, async ({ params }, { signal }) => ({
    ...(await answer(params as SamplingRequest, signal)),
  }));
  await client.connect(transport);
  return {
    listTools: () => client.listTools(),
    callTool: async (name, args, options) =>
      (await client.callTool({ name, arguments: { ...args } }, undefined, options)) as ToolResult,
    close: async () => {
      if (transport instanceof StreamableHTTPClientTransport) await transport.terminateSession().catch(() => undefined);
      await client.close();
    },
  };
}

async function connectModernClient(transport: ModernTransport, answer: Answer): Promise<SdkClient> {
  const client = new ModernClient(INFO, {
    capabilities: CAPABILITIES,
    versionNegotiation: { mode: { pin: "2026-07-28" } },
  });
  client.setRequestHandler("sampling/createMessage", async ({ params }, { mcpReq }) => {
    const result = await answer(params as SamplingRequest, mcpReq.signal);
    return result as CreateMessageResult;
  });
  await client.connect(transport);
  return {
    listTools: () => client.listTools(),
    callTool: async (name, args, options) =>
      (await client.callTool({ name, arguments: { ...args } }, options)) as ToolResult,
    close: () => client.close(),
  };
}

function transportOptions({ fetch, headers = {} }: Omit<ConnectOptions, "answer">) {
  return { requestInit: { headers }, ...(fetch && { fetch }) };
}
