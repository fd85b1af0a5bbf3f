import { KitError } from "@kit/protocol";
import { identify, inShort, type UrlServer } from "./server-spec.ts";

/** What a status says about an address at which no MCP server answers, and what to do. */
const WRONG_ADDRESS: Readonly<Record<number, string>> = {
  404: "there is nothing at that path. Correct the path of its url: it is often /mcp, or /sse on an old server.",
  405: "nobody takes POST at that path. Correct the path of its url: it is often /mcp, or /sse on an old server.",
};

const TOO_MANY = 429;
/** Shorter values of headers, such as "1" or "true", are no secrets. */
const MIN_SECRET_CHARACTERS = 8;

/** What a failure of the network means. */
const NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens there",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "there is no such host, or no network",
  ECONNRESET: "the connection broke off",
  UND_ERR_SOCKET: "the connection broke off",
};

function nameOf(server: UrlServer): string {
  const { name, reachedBy } = identify(server);
  return `server ${name} at ${reachedBy}`;
}

/** Nobody is there. */
export function unreachable(server: UrlServer, cause: unknown): KitError {
  const reason = reasonOf(cause);
  const fix = /^(nobody|there is no)/.test(reason) ? "Start it, or correct its url." : "Try again.";
  const message = `No connection to the ${nameOf(server)}: ${reason}. ${fix}`;
  return new KitError("server_unreachable", message, { cause });
}

/** Somebody is there, and says nothing. */
export function silent(server: UrlServer, timeoutMs: number): KitError {
  const message = `The ${nameOf(server)} did not answer within ${timeoutMs / 1000} s. Try again, or correct its url.`;
  return new KitError("server_unreachable", message);
}

/** Somebody is there, and answers, but not as an MCP server does: of none of the revisions that were tried, if any. */
export function notMcp(server: UrlServer, cause: unknown, tried: readonly string[] = []): KitError {
  const { name, reachedBy } = identify(server);
  const said = cause instanceof Error ? cause.message : String(cause);
  const tries = tried.length === 0 ? "" : ` with ${tried.join(" or ")}`;
  const message = `What answers at ${reachedBy} is no MCP server that this client understands${tries} (${said}). Correct the url of ${name}.`;
  return new KitError("server_unreachable", message, { cause });
}

/** @throws {KitError} "invalid_server_config" naming a header that cannot be sent, and not its value. */
export function assertHeaders({ name, headers = {} }: UrlServer): void {
  for (const [header, value] of Object.entries(headers)) {
    try {
      new Headers([[header, value]]);
    } catch {
      const message = `The header ${header} of the server ${name} holds what HTTP does not take, such as a line end.`;
      throw new KitError("invalid_server_config", message);
    }
  }
}

/** The server refused a request. `said` is its reason. */
export function refused(server: UrlServer, { status, headers }: Response, said?: string): KitError {
  if (status === 401 || status === 403) return unauthorized(server, status);
  const answered = `The ${nameOf(server)} answered ${status}`;
  const retryAfter = headers.get("retry-after");
  const wait = retryAfter === null ? "" : ` Try again ${/^\d+$/.test(retryAfter) ? `in ${retryAfter} s` : retryAfter}.`;
  const reason = said === undefined ? "" : ` (${inShort(said)})`;
  if (status === TOO_MANY) {
    const data = { retryAfterMs: Number(retryAfter) * 1_000 || undefined };
    const message = `${answered}: it was asked too often${reason}.${wait || " Try again later."}`;
    return new KitError("too_many_requests", message, { data });
  }
  const what =
    WRONG_ADDRESS[status] ??
    (status >= 500 ? `it has a problem of its own: read its log.${wait}` : "it refused the request.");
  return new KitError("server_unreachable", `${answered}${reason}: ${what}`);
}

/** The server does not answer at its address, but sends elsewhere. */
export function redirected(server: UrlServer, { status, headers }: Response, url: string): KitError {
  const target = URL.parse(headers.get("location") ?? "", url);
  const to = target === null ? "nowhere" : `to ${target.origin}${target.pathname}`;
  // Within the origin an SDK has followed it, as often as it does.
  const isCircle = target?.origin === new URL(url).origin;
  const advice = isCircle ? "It sends on and on: correct its url." : "Set its url to that, if you trust it.";
  const message = `The ${nameOf(server)} answered ${status}, and sends ${to}. ${advice}`;
  return new KitError("server_unreachable", message);
}

/** The server has forgotten the session, as one that was started again has. */
export function sessionUnknown(server: UrlServer, status: number): KitError {
  const message = `The ${nameOf(server)} answered ${status}: it does not know the session any more.`;
  return new KitError("session_unknown", message);
}

/** What a server says, without the values of the headers that it got. */
export function withoutHeaders({ headers = {} }: UrlServer, said: string): string {
  return Object.entries(headers).reduce((masked, [name, value]) => {
    const secret = value.split(" ").at(-1) ?? "";
    return secret.length < MIN_SECRET_CHARACTERS ? masked : masked.replaceAll(secret, `[${name}]`);
  }, said);
}

function unauthorized(server: UrlServer, status: number): KitError {
  const isSet = Object.keys(server.headers ?? {}).some((header) => header.toLowerCase() === "authorization");
  const what = isSet
    ? "it does not take the Authorization header that is set for it. Set the headers of its entry to a token that is valid and may do this."
    : `it wants to know who asks. Set the headers of its entry, such as "Authorization": "Bearer \${env:TOKEN_OF_THIS_SERVER}".`;
  return new KitError("unauthorized", `The ${nameOf(server)} answered ${status}: ${what}`);
}

/** fetch only says that it failed; its causes say why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code: unknown = Reflect.get(error, "code");
  if (typeof code === "string") return NETWORK[code] ?? code;
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
