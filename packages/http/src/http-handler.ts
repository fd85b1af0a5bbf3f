import type { IncomingMessage, ServerResponse } from "node:http";
import { isRecord, type ProtocolRevision, readResponse } from "@kit/protocol";
import type { Admit } from "./admission.ts";
import type { Exchange, HttpProtocol } from "./http-protocol.ts";
import { codeRefusals, HttpRefusal, sendRefusal } from "./http-refusal.ts";
import type { InFlight } from "./in-flight.ts";
import type { CountRequests } from "./rate-limit.ts";
import { readJson } from "./read-json.ts";

const VERSION_META_KEY = "io.modelcontextprotocol/protocolVersion";
const UNSUPPORTED_PROTOCOL_VERSION = -32022;
const MODERN = "2026-07-28";
const INTERNAL_ERROR = -32603;

/** What a request passes on its way to a protocol. */
export type HttpHandlerOptions = {
  protocols: ReadonlyMap<ProtocolRevision, HttpProtocol>;
  hasSse: boolean;
  admit: Admit;
  countRequests: CountRequests;
  /** Gets every POST, until its response has ended. */
  exchanges: InFlight;
  isStopping: () => boolean;
  log: (message: string) => void;
};

type Endpoint = { methods: readonly string[]; serve: (exchange: Exchange) => Promise<void> };

/** Handles every request: checks where it comes from and who sends it, reads its body, and hands it to a protocol. */
export function createHttpHandler(options: HttpHandlerOptions) {
  const { protocols, hasSse, admit, countRequests, exchanges, isStopping, log } = options;
  const sse = hasSse ? protocols.get("2025-11-25")?.handleSse : undefined;
  const endpoints: Partial<Record<string, Endpoint>> = {
    "/mcp": {
      methods: ["POST", "GET", "DELETE"],
      serve: async (exchange) => chooseProtocol(exchange, protocols).handle(exchange),
    },
    ...(sse && { "/sse": { methods: ["GET"], serve: sse }, "/messages": { methods: ["POST"], serve: sse } }),
  };

  function findEndpoint({ url = "", method = "" }: IncomingMessage): Endpoint {
    const path = url.replace(/\?.*/, "");
    const endpoint = endpoints[path];
    if (endpoint === undefined) throw notFound(path, Object.keys(endpoints));
    if (!endpoint.methods.includes(method)) throw notAllowed(method, endpoint.methods);
    return endpoint;
  }

  async function handle(request: IncomingMessage, response: ServerResponse, read: (body: unknown) => void) {
    const principal = admit(request);
    const endpoint = findEndpoint(request);
    nameAcceptedTypes(request);
    if (request.method !== "POST") return endpoint.serve({ request, response, body: undefined, principal });
    response.on("close", exchanges.begin());
    const body = readAnswers(await readJson(request));
    read(body);
    const requests = countIn(body);
    if (requests > 0) {
      // Answers and cancellations still come through: calls in flight wait for them.
      if (isStopping()) throw stopping();
      await countRequests(principal, requests);
    }
    return endpoint.serve({ request, response, body, principal });
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Says which process it was, so that one can see where requests go.
    response.setHeader("x-served-by", process.pid);
    if (request.url === "/healthz") return sendHealth(response, isStopping());
    let body: unknown;
    codeRefusals(response, () => body);
    try {
      await handle(request, response, (parsed) => {
        body = parsed;
      });
    } catch (error) {
      // Its client has left.
      if (response.destroyed) return;
      if (!(error instanceof HttpRefusal)) log(`A request failed: ${error instanceof Error ? error.stack : error}`);
      if (response.headersSent) response.end();
      else sendRefusal(response, error instanceof HttpRefusal ? error : failed(), body);
    }
  };
}

/**
 * Finds the protocol of one request. A request of 2026-07-28 names its revision in its `_meta` or in a header; all
 * others belong to 2025-11-25. Where 2025-11-25 is not served, the SDK of 2026-07-28 refuses them.
 *
 * @throws {HttpRefusal} 400 with -32022 when the request names 2026-07-28, and it is not served.
 */
function chooseProtocol(
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

function sendHealth(response: ServerResponse, isStopping: boolean): void {
  response.writeHead(isStopping ? 503 : 200, { "content-type": "application/json" });
  response.end(JSON.stringify({ status: isStopping ? "stopping" : "ok" }));
}

/** How many requests there are in a message or a batch. */
function countIn(body: unknown): number {
  return [body].flat().filter((one) => isRecord(one) && "method" in one && "id" in one).length;
}

/** A call waits for each answer. An SDK drops one that it cannot read, so it gets an error that says so in its place. */
function readAnswers(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(readAnswers);
  if (!isRecord(body) || "method" in body || !("result" in body || "error" in body)) return body;
  const { id } = body;
  return typeof id === "string" || typeof id === "number" ? readResponse(id, body, "invalid_reply") : body;
}

const TYPES = ["application/json", "text/event-stream"];

/** The SDK of 2025-11-25 looks for both names. A wildcard accepts them too, as does a request without the header. */
function nameAcceptedTypes(request: IncomingMessage): void {
  const ranges = (request.headers.accept ?? "*/*").split(",").map((range) => range.replace(/;.*/, "").trim());
  const accepted = TYPES.filter((type) =>
    [type, type.replace(/\/.*/, "/*"), "*/*"].some((one) => ranges.includes(one)),
  );
  if (accepted.length < TYPES.length) return;
  const accept = accepted.join(", ");
  request.headers.accept = accept;
  // Which of the two is read depends on the SDK.
  request.rawHeaders.push("accept", accept);
}

function notFound(path: string, paths: readonly string[]): HttpRefusal {
  const message = `There is no ${path} here. The server answers at ${paths.join(", ")}.`;
  return new HttpRefusal(404, "invalid_http_request", message);
}

function notAllowed(method: string, methods: readonly string[]): HttpRefusal {
  const message = `${method} is not possible here. Use ${methods.join(" or ")}.`;
  return new HttpRefusal(405, "invalid_http_request", message, { headers: { allow: methods.join(", ") } });
}

function stopping(): HttpRefusal {
  const message = "The server is stopping and takes no new calls. Try again.";
  return new HttpRefusal(503, "server_stopping", message, { headers: { "retry-after": "1" } });
}

function failed(): HttpRefusal {
  return new HttpRefusal(500, "tool_failed", "The server failed. See its log.", { rpcCode: INTERNAL_ERROR });
}
