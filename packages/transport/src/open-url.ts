import { KitError, type ProtocolRevision } from "@kit/protocol";
import { notMcp, silent } from "./http-failure.ts";
import { HttpLink } from "./http-link.ts";
import type { Opened, OpenOptions } from "./link.ts";
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
 * Connects to a server over HTTP, with the newest revision and transport that it speaks.
 *
 * @throws {KitError} "server_unreachable" when nobody answers, or not as an MCP server does; "unauthorized" when a header
 * is missing or wrong; "invalid_option" when no revision has the transport that the server is configured with.
 */
export async function openUrl<T>(server: UrlServer, options: OpenOptions<T>): Promise<Opened<T, HttpLink>> {
  const attempts = attemptsFor(server, options.revisions);
  let failure: KitError | undefined;
  for (const [index, { revision, type }] of attempts.entries()) {
    const link = new HttpLink({ ...server, type }, options.onTraffic);
    options.onLink(link);
    try {
      return { revision, link, client: await options.connect(revision, link, options.handshakeTimeoutMs) };
    } catch (error) {
      await link.close();
      const isFallback = type === "sse" && index > 0;
      // That the older transport is not there either says less than how the newer one failed.
      failure = (isFallback ? failure : undefined) ?? link.failure ?? explain(server, link, error, options);
      if (!mayTry(attempts[index + 1], link)) break;
    }
  }
  throw failure;
}

function attemptsFor({ name, type }: UrlServer, revisions: readonly ProtocolRevision[]): readonly Attempt[] {
  const attempts = ATTEMPTS.filter(
    (attempt) => revisions.includes(attempt.revision) && (type ?? attempt.type) === attempt.type,
  );
  if (attempts.length > 0) return attempts;
  throw new KitError("invalid_option", `The server ${name} is of type ${type}, which ${revisions.join(", ")} lacks.`);
}

function mayTry(next: Attempt | undefined, { status, hasAnswered }: HttpLink): boolean {
  if (next?.type === "sse") return MAY_SPEAK_SSE.includes(status);
  if (status !== undefined) return status < 500 && status !== 401 && status !== 403;
  return hasAnswered;
}

function explain<T>(server: UrlServer, link: HttpLink, error: unknown, options: OpenOptions<T>): KitError {
  if (!link.hasAnswered) return silent(server, options.handshakeTimeoutMs);
  return notMcp(server, error, options.revisions.toReversed());
}
