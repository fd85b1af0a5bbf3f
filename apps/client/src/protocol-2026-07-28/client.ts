import type { OriginCall } from "@kit/consent";
import { isRecord, KitError, listTools, toDeclinedResult, trace, withoutOddHeaders } from "@kit/protocol";
import { type AnswerQuestion, answerRounds } from "@kit/sampling";
import type { Link } from "@kit/transport";
import { Client, type JSONRPCErrorResponse, type JSONRPCResponse } from "@modelcontextprotocol/client";
import type { ClientOptions, ProtocolClient } from "../connection.ts";
import { toKitError } from "./errors.ts";

/** For the SDK, whose own limit is 60 seconds: the signal of the call ends it. In milliseconds. */
const NO_TIMEOUT_MS = 2 ** 31 - 1;

/** Connects with protocol 2026-07-28: the server's sampling requests come inside the results of a tool call. */
export async function connectClient(link: Link, options: ClientOptions): Promise<ProtocolClient> {
  const { clientInfo, capabilities, timeoutMs, warn, discovered } = options;
  const client = new RawClient(clientInfo, {
    capabilities,
    versionNegotiation: { mode: { pin: "2026-07-28" }, probe: { timeoutMs } },
  });
  const transport = "fetch" in link ? (await import("./http.ts")).createHttpTransport(link) : link;
  const prior = isRecord(discovered) && { prior: { kind: "modern" as const, discover: toDiscoverResult(discovered) } };
  await client.connect(transport, { timeout: timeoutMs, ...prior });

  const list = await listTools(async (cursor) => {
    if (client.getServerCapabilities()?.tools === undefined) return { tools: [] };
    const request = { method: "tools/list" as const, params: { ...(cursor !== undefined && { cursor }) } };
    const page = rawOf(await client.request(request, { timeout: timeoutMs }));
    return "fetch" in link ? withoutOddHeaders(page, warn) : page;
  }, warn);
  client.setNotificationHandler("notifications/tools/list_changed", list.refresh);
  // On this revision a server tells of changes to those who listen. Over HTTP that would hold a stream open.
  const mayChange = client.getServerCapabilities()?.tools?.listChanged === true && !("fetch" in link);
  if (mayChange) client.listen({ toolsListChanged: true }).catch(() => undefined);
  return {
    server: client.getServerVersion() ?? { name: "unknown", version: "unknown" },
    list,
    async callTool(call, { signal, onProgress }) {
      const { tool: name, arguments: args } = call;
      const { inputSchema = {} } = list.tools.find((tool) => tool.name === name) ?? {};
      // Without the output schema the SDK compiles none of the server's schemas and patterns in this thread.
      const toolDefinition = { name, inputSchema: { ...inputSchema, type: "object" as const } };
      const sendOptions = { signal, onprogress: onProgress, timeout: NO_TIMEOUT_MS, toolDefinition };
      const answer = createAnswer(client, options, call);
      try {
        return await answerRounds(name, answer, signal, async (retry) =>
          rawOf(await client.callTool({ name, arguments: args, ...retry, ...trace.meta() }, sendOptions)),
        );
      } catch (error) {
        throw toKitError(error, name);
      }
    },
  };
}

/** Makes what answers the sampling requests of one call with the handler. */
function createAnswer(
  client: Client,
  { handler, originOf, declineAs }: ClientOptions,
  call: OriginCall,
): AnswerQuestion {
  return async ({ method, params }, { signal }) => {
    if (method !== "sampling/createMessage") {
      throw new KitError("invalid_request", `The server asked for ${method}, which this client did not declare.`);
    }
    if (handler === undefined) {
      const message = `${call.tool} asks for sampling, which this client did not declare.`;
      throw new KitError("client_cannot_sample", message);
    }
    const origin = originOf(client.getServerVersion()?.name, call);
    return handler(params, { origin, signal }).catch((error: unknown) => {
      const isDeclined = error instanceof KitError && error.code === "declined";
      if (isDeclined && declineAs === "stop-reason") return toDeclinedResult(error);
      throw error;
    });
  };
}

/** What is needed of the answer to `server/discover`: the SDK refuses the server for an odd part of the rest. */
function toDiscoverResult({ capabilities, _meta }: Record<string, unknown>) {
  const tools = isRecord(capabilities) ? capabilities.tools : undefined;
  const listChanged = isRecord(tools) && tools.listChanged === true;
  return {
    ...EMPTY_RESULT,
    supportedVersions: ["2026-07-28"],
    capabilities: tools === undefined ? {} : { tools: { listChanged } },
    ...(isRecord(_meta) && { _meta }),
  };
}

/** Where a result carries what the server really answered. */
const RAW = "kit/raw";

/** The SDK loses a whole result for one part that it cannot read: it is given an empty one, with the real one inside. */
class RawClient extends Client {
  protected override _onresponse(response: JSONRPCResponse | JSONRPCErrorResponse): void {
    const isRead = this.getServerCapabilities() === undefined || !("result" in response);
    super._onresponse(isRead ? response : { ...response, result: { ...EMPTY_RESULT, [RAW]: response.result } });
  }
}

const EMPTY_RESULT = {
  ...{ resultType: "complete", content: [], tools: [] },
  ...{ ttlMs: 0, cacheScope: "private" as const },
};

function rawOf(result: Record<string, unknown>): unknown {
  return result[RAW];
}
