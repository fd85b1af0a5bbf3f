import { KitError, type ProtocolRevision } from "@kit/protocol";
import type { OpenClient, OpenOptions } from "../connection.ts";
import { notMcp, silent } from "./http-failure.ts";
import { HttpLink } from "./http-link.ts";
import type { UrlServer } from "./server-spec.ts";

type Attempt = { revision: ProtocolRevision; type: "http" | "sse" };

/** What may be tried, in the order of the specification: newer before older. */
const ATTEMPTS: readonly Attempt[] = [
  { revision: "2026-07-28", type: "http" },
  { revision: "2025-11-25", type: "http" },
  { revision: "2025-11-25", type: "sse" },
];

/** A server that answers a POST like this may speak the SSE transport at this address. */
const MAY_SPEAK_SSE: readonly (number | undefined)[] = [404, 405];

/**
 * Greets a server over HTTP, with the newest revision and transport that it speaks.
 *
 * @throws {KitError} "server_unreachable" when nobody answers, or not as an MCP server does; "unauthorized" when a header
 * is missing or wrong.
 */
export async function openUrl(server: UrlServer, options: OpenOptions): Promise<OpenClient> {
  const attempts = attemptsFor(server, options.revision);
  let failure: KitError | undefined;
  for (const [index, attempt] of attempts.entries()) {
    const tried = { ...server, type: attempt.type };
    const link = new HttpLink(tried, options.onTraffic);
    options.onLink(link);
    try {
      const client = await connectHttp(tried, attempt.revision, link, options);
      return { revision: attempt.revision, client, tools: await client.listTools(), link };
    } catch (error) {
      await link.close();
      const isFallback = attempt.type === "sse" && index > 0;
      // That the older transport is not there either says less than how the newer one failed.
      failure = (isFallback ? failure : undefined) ?? link.failure ?? explain(server, link, error, options);
      if (!mayTry(attempts[index + 1], link)) break;
    }
  }
  throw failure;
}

function attemptsFor({ name, type }: UrlServer, revision: OpenOptions["revision"]): readonly Attempt[] {
  const attempts = ATTEMPTS.filter(
    (attempt) => (revision === "auto" || attempt.revision === revision) && (type ?? attempt.type) === attempt.type,
  );
  if (attempts.length > 0) return attempts;
  throw new KitError("invalid_option", `The server ${name} is of type sse, and ${revision} has no such transport.`);
}

function mayTry(next: Attempt | undefined, { status, hasAnswered }: HttpLink): boolean {
  if (next?.type === "sse") return MAY_SPEAK_SSE.includes(status);
  if (status !== undefined) return status < 500 && status !== 401 && status !== 403;
  return hasAnswered;
}

async function connectHttp(
  server: UrlServer,
  revision: ProtocolRevision,
  link: HttpLink,
  { clientOptions }: OpenOptions,
): Promise<OpenClient["client"]> {
  const { connectHttp } =
    revision === "2025-11-25"
      ? await import("../protocol-2025-11-25/connect-http.ts")
      : await import("../protocol-2026-07-28/connect-http.ts");
  return connectHttp(server, link, clientOptions);
}

function explain(server: UrlServer, link: HttpLink, error: unknown, { clientOptions }: OpenOptions): KitError {
  return link.hasAnswered ? notMcp(server, error) : silent(server, clientOptions.handshakeTimeoutMs);
}
