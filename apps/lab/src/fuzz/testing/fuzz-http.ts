import { PROTOCOL_REVISIONS } from "@kit/protocol";
import fc from "fast-check";
import { HANDSHAKE, heapMb, requestOf, WITH_HEAP } from "../../processes/raw-client.ts";
import { SERVER, startProgram } from "../../processes/start-program.ts";
import { reportOf } from "./fuzz-server.ts";
import { type Draft, messageOf } from "./messages.ts";
import { MUTATION } from "./mutations.ts";

const BATCH = 1_000;
const CONCURRENCY = 8;
/** A request that is not answered by then is not answered at all. Long, because the machine may have other work. */
const ANSWER_WITHIN_MS = 180_000;
const NOTHING_HEARD = { questions: [], rounds: [] };
const JSON_HEADERS = { "content-type": "application/json", accept: "application/json, text/event-stream" };
const SESSION = "<the open session>";
const LONG = "x".repeat(900);

const rarely = (...values: string[]) => fc.option(fc.constantFrom(...values), { freq: 8 });
const half = (...values: string[]) => fc.option(fc.constantFrom(...values), { freq: 1 });

/** A mutated request. A header that is null is as it should be. */
const REQUEST = fc.record({
  message: fc.oneof(...PROTOCOL_REVISIONS.map(messageOf)),
  mutation: MUTATION,
  method: fc.oneof({ weight: 19, arbitrary: fc.constant("POST") }, fc.constantFrom("GET", "DELETE", "PUT", "OPTIONS")),
  path: fc.option(fc.webPath(), { freq: 49 }),
  headers: fc.record({
    "content-type": rarely("text/plain", "application/x", "a/b; charset=x"),
    accept: rarely("*/*", "text/html", "application/json", ";;;"),
    "mcp-session-id": half(SESSION, SESSION, SESSION, SESSION, "unknown"),
    "mcp-protocol-version": half(...PROTOCOL_REVISIONS, "1999-01-01", "", LONG),
    authorization: rarely("Bearer", "Bearer x", "Basic eDp4", LONG),
    "last-event-id": rarely("0", "-1", "999999", LONG),
  }),
});

type FuzzRequest = typeof REQUEST extends fc.Arbitrary<infer T> ? T : never;

/**
 * Sends mutated requests to a server of the kit over HTTP, with valid ones between the batches.
 *
 * @throws {Error} when a request is not answered at all, or a valid one not as it should be.
 */
export async function fuzzHttp({ requests, seed }: { requests: number; seed: number }) {
  const server = startProgram(SERVER, { ...WITH_HEAP, args: ["--http", "--port", "0"] });
  const statuses: Record<number, number> = {};
  const heap: number[] = [];
  try {
    const [, url = ""] = await server.said(/Listening on (http:\S+)/);
    for (let begun = 0; begun < requests; begun += BATCH) {
      const session = await openSession(url);
      const batch = fc.sample(REQUEST, { numRuns: Math.min(BATCH, requests - begun), seed: seed * 1_000_003 + begun });
      const queue = batch.values();
      const sendOneByOne = async () => {
        for (const request of queue) {
          const status = await sendMutated(url, request, session);
          statuses[status] = (statuses[status] ?? 0) + 1;
        }
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, sendOneByOne));
      await assertAlive(url, session);
      await fetch(url, { method: "DELETE", headers: { "mcp-session-id": session } });
      heap.push(await heapMb(server));
    }
    server.child.kill("SIGTERM");
    const exitCode = await server.exited;
    return { exitCode, statuses, ...reportOf(server, heap) };
  } finally {
    server.child.kill("SIGKILL");
  }
}

/** Sends one request, and gives the status of its answer. What comes behind the headers is not waited for. */
async function sendMutated(url: string, request: FuzzRequest, session: string): Promise<number> {
  const { mutation, method, path, headers } = request;
  const message: Draft = request.message;
  const body = Buffer.concat(mutation.mutate(typeof message === "function" ? message(NOTHING_HEARD) : message));
  const given = Object.entries(headers).flatMap(([name, value]) =>
    value === null ? [] : [[name, value === SESSION ? session : value] as const],
  );
  const left = new AbortController();
  const response = await fetch(`${url}${path ?? ""}`, {
    method,
    headers: { ...JSON_HEADERS, ...Object.fromEntries(given) },
    ...(method === "GET" || method === "OPTIONS" ? {} : { body: new Uint8Array(body) }),
    signal: AbortSignal.any([left.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
  });
  left.abort();
  return response.status;
}

async function openSession(url: string): Promise<string> {
  const [initialize, initialized] = HANDSHAKE;
  const response = await fetch(url, { method: "POST", headers: JSON_HEADERS, body: JSON.stringify(initialize) });
  await response.text();
  const session = response.headers.get("mcp-session-id") ?? "";
  const headers = { ...JSON_HEADERS, "mcp-session-id": session };
  await fetch(url, { method: "POST", headers, body: JSON.stringify(initialized) });
  return session;
}

/** Both revisions still list their tools. The session may have been ended by a mutated DELETE. */
async function assertAlive(url: string, session: string): Promise<void> {
  for (const revision of PROTOCOL_REVISIONS) {
    const id = revision === "2025-11-25" ? { "mcp-session-id": session } : { "mcp-protocol-version": revision };
    const response = await fetch(url, {
      method: "POST",
      headers: { ...JSON_HEADERS, "mcp-method": "tools/list", ...id },
      body: JSON.stringify(requestOf(revision, "alive", "tools/list")),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const text = await response.text();
    const isGone = revision === "2025-11-25" && response.status === 404;
    if (!isGone && !text.includes('"summarize"')) throw new Error(`${revision}: ${response.status} ${text}`);
  }
}
