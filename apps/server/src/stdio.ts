import { isRecord, type ProtocolRevision } from "@kit/protocol";
import { StdioTransport } from "@kit/transport";
import { log } from "./log.ts";
import { PROTOCOLS } from "./protocols.ts";
import { INSTRUCTIONS, SERVER_CAPABILITIES, SERVER_INFO } from "./server-info.ts";
import type { ServerParts } from "./server-parts.ts";

const MODERN = "2026-07-28";
const VERSION_META_KEY = "io.modelcontextprotocol/protocolVersion";
const SERVER_INFO_META_KEY = "io.modelcontextprotocol/serverInfo";
const UNSUPPORTED_PROTOCOL_VERSION = -32022;
const NOT_A_STRING = "(not a string)";
/** The one revision whose clients may send batches. Over a pipe a line is one message, so they are offered another. */
const BATCHING = "2025-03-26";
const WITHOUT_BATCHES = "2024-11-05";

/** What the SDK of 2026-07-28 answers to `server/discover`. */
const DISCOVERY = {
  supportedVersions: [MODERN],
  capabilities: { ...SERVER_CAPABILITIES, tools: { listChanged: true } },
  instructions: INSTRUCTIONS,
  ...{ resultType: "complete", ttlMs: 0, cacheScope: "private" },
  _meta: { [SERVER_INFO_META_KEY]: SERVER_INFO },
};

/** Serves the client at the other end of stdin and stdout, on the revision that its first message speaks. */
export async function serveStdio(parts: ServerParts): Promise<void> {
  if (process.stdin.isTTY) {
    log("An MCP host is expected to start this server, and to speak JSON-RPC to it: it waits for that.");
    log("To try its tools, end it with Ctrl-C and type: pnpm client tools");
  }
  const transport = new StdioTransport(process.stdin, process.stdout);
  const revision = await chooseProtocol(transport);
  // Without a first message there was no client.
  if (revision === undefined) return;
  const protocol = await PROTOCOLS[revision]?.();
  await protocol?.serveStdio(transport, parts);
}

/**
 * Finds out by the client's first request which revision it speaks: a 2026-07-28 request says so in its `_meta`, a
 * 2025-11-25 client begins with `initialize`. The request stays in the transport for the SDK to read. A `ping` or a
 * `server/discover` decides nothing: a client may ask what the server speaks, and then choose the other revision.
 *
 * Where 2025-11-25 is not served, the SDK of 2026-07-28 gets its clients, and refuses them. Resolves to `undefined`
 * when the client leaves without asking anything.
 */
async function chooseProtocol(transport: StdioTransport): Promise<ProtocolRevision | undefined> {
  for (let message = await transport.next(); message !== undefined; message = await transport.next()) {
    if (!("method" in message && "id" in message)) continue;
    const claimed = claimedVersion(message);
    const answer = answerUndecided(message.method, claimed);
    if (answer === undefined) {
      const { params } = message;
      if (params?.protocolVersion === BATCHING) params.protocolVersion = WITHOUT_BATCHES;
      transport.unshift(message);
      return claimed === undefined && "2025-11-25" in PROTOCOLS ? "2025-11-25" : MODERN;
    }
    await transport.send({ jsonrpc: "2.0", id: message.id, ...answer });
  }
  return undefined;
}

function claimedVersion(message: { params?: Record<string, unknown> | undefined }): string | undefined {
  const meta = message.params?._meta;
  const version = isRecord(meta) ? meta[VERSION_META_KEY] : undefined;
  // Any JSON may stand there, even what cannot be turned into a string.
  return version === undefined || typeof version === "string" ? version : NOT_A_STRING;
}

/** The answer to a request that decides nothing. */
function answerUndecided(method: string, claimed: string | undefined) {
  if (claimed === undefined && method === "ping") return { result: {} };
  if (claimed !== undefined && (claimed !== MODERN || !(MODERN in PROTOCOLS))) return { error: unsupported(claimed) };
  return method === "server/discover" && MODERN in PROTOCOLS ? { result: DISCOVERY } : undefined;
}

function unsupported(requested: string) {
  const revisions = Object.keys(PROTOCOLS);
  const message = `This server speaks ${revisions.join(" and ")}. It was asked for ${requested}.`;
  const data = { supported: revisions.includes(MODERN) ? [MODERN] : revisions, requested };
  return { code: UNSUPPORTED_PROTOCOL_VERSION, message, data };
}
