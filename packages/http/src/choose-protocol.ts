import type { ProtocolRevision } from "@kit/protocol";
import type { Exchange, HttpProtocol } from "./http-protocol.ts";
import { HttpRefusal } from "./http-refusal.ts";

const VERSION_META_KEY = "io.modelcontextprotocol/protocolVersion";
const UNSUPPORTED_PROTOCOL_VERSION = -32022;
const MODERN = "2026-07-28";

/**
 * Finds the protocol of one request. A request of 2026-07-28 names its revision in its `_meta` or in a header; all
 * others belong to 2025-11-25. Where 2025-11-25 is not served, the SDK of 2026-07-28 refuses them.
 *
 * @throws {HttpRefusal} 400 with -32022 when the request names 2026-07-28, and it is not served.
 */
export function chooseProtocol(
  { request, body }: Exchange,
  protocols: ReadonlyMap<ProtocolRevision, HttpProtocol>,
): HttpProtocol {
  const requested = claimedRevision(body) ?? request.headers["mcp-protocol-version"];
  const isModern = requested !== undefined && (typeof requested !== "string" || requested >= MODERN);
  const modern = protocols.get(MODERN);
  const protocol = isModern ? modern : (protocols.get("2025-11-25") ?? modern);
  if (protocol !== undefined) return protocol;
  const supported = [...protocols.keys()];
  const message = `This server speaks ${supported.join(" and ")}. It was asked for ${MODERN}.`;
  const data = { supported, requested: MODERN };
  throw new HttpRefusal(400, "invalid_http_request", message, { rpcCode: UNSUPPORTED_PROTOCOL_VERSION, data });
}

/** What stands in `params._meta`, which may be any JSON. */
function claimedRevision(body: unknown): unknown {
  return ["params", "_meta", VERSION_META_KEY].reduce(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    body,
  );
}
