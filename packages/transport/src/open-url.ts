import { KitError, type ProtocolRevision } from "@kit/protocol";
import { notMcp, silent } from "./http-failure.ts";
import { HttpLink } from "./http-link.ts";
import type { Opened, OpenOptions } from "./link.ts";
import { describeFailure, identify, type UrlServer } from "./server-spec.ts";

type Attempt = { revision: ProtocolRevision; type: "http" | "sse" };

/** What may be tried, in the order of the specification: newer before older. */
const ATTEMPTS: readonly Attempt[] = [
  { revision: "2026-07-28", type: "http" },
  { revision: "2025-11-25", type: "http" },
  { revision: "2025-11-25", type: "sse" },
];

/** A server that answers a POST like this may speak the SSE transport at this address. */
const MAY_SPEAK_SSE: readonly (number | undefined)[] = [404, 405];

/** Another revision would get the same answer. */
const MEANS_NO: readonly number[] = [401, 403, 429];

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
      failure = (isFallback ? failure : undefined) ?? link.failure ?? explain(server, link, revision, error, options);
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
  // An older server may answer a method that it does not know with anything, even 500.
  if (status !== undefined) return !MEANS_NO.includes(status);
  return hasAnswered;
}

function explain<T>(
  server: UrlServer,
  { seen, hasAnswered }: HttpLink,
  revision: ProtocolRevision,
  error: unknown,
  { handshakeTimeoutMs, revisions }: OpenOptions<T>,
): KitError {
  if (error instanceof KitError && error.code !== "server_unreachable") return error;
  if (!hasAnswered) return silent(server, handshakeTimeoutMs);
  if (seen.refusal === undefined) return notMcp(server, error, revisions.toReversed());
  const { name, reachedBy } = identify(server);
  const reason = describeFailure(seen, revision, handshakeTimeoutMs, error);
  return new KitError("handshake_failed", `The server ${name} at ${reachedBy} is there, but ${reason}.`, {
    cause: error,
  });
}
