import { PROTOCOL_REVISIONS } from "@kit/protocol";
import { drawLine } from "./draw-line.ts";
import { createRandom, type Random } from "./random.ts";
import { HANDSHAKE, requestOf } from "./requests.ts";
import { startHttpTarget } from "./start-http-target.ts";

/** What became of the server. */
export type HttpFuzzReport = {
  exitCode: number | null;
  unhandled: string[];
  /** How many requests ended in each status. */
  statuses: Record<number, number>;
  /** What it held after a third of the requests, and at the end, in MB. */
  heapMb: { warm: number; end: number };
};

const BATCH = 1_000;
const CONCURRENCY = 8;
/** No request takes longer to be answered or refused. */
const ANSWER_WITHIN_MS = 30_000;
const NOTHING_HEARD = { questions: [], rounds: [] };
const JSON_HEADERS = { "content-type": "application/json", accept: "application/json, text/event-stream" };

/**
 * Sends mutated requests to a server of the kit over HTTP, with valid ones between the batches.
 *
 * @throws {Error} when a request is not answered at all, or a valid one not as it should be.
 */
export async function fuzzHttp({ requests, seed }: { requests: number; seed: number }): Promise<HttpFuzzReport> {
  const server = await startHttpTarget();
  const statuses: Record<number, number> = {};
  const heap: number[] = [];
  try {
    for (let begun = 0; begun < requests; begun += BATCH) {
      const session = await openSession(server.url);
      let next = begun;
      const end = Math.min(begun + BATCH, requests);
      const sendOneByOne = async () => {
        while (next < end) {
          const status = await sendMutated(server.url, seed, next++, session);
          statuses[status] = (statuses[status] ?? 0) + 1;
        }
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, sendOneByOne));
      await assertAlive(server.url, session);
      await fetch(server.url, { method: "DELETE", headers: { "mcp-session-id": session } });
      heap.push(await server.heapMb());
    }
    const warm = heap[Math.floor(heap.length / 3)] ?? Number.NaN;
    const exitCode = await server.stop();
    return { exitCode, unhandled: server.unhandled, statuses, heapMb: { warm, end: heap.at(-1) ?? Number.NaN } };
  } finally {
    server.kill();
  }
}

/** Sends one request, and gives the status of its answer. What comes behind the headers is not waited for. */
async function sendMutated(url: string, seed: number, line: number, session: string): Promise<number> {
  const random = createRandom(Math.imul(seed, 0x9e3779b1) ^ (line + 1));
  const revision = random.pick(PROTOCOL_REVISIONS);
  const { chunks } = drawLine({ revision, seed, line }, NOTHING_HEARD);
  const method = random.below(20) === 0 ? random.pick(["GET", "DELETE", "PUT", "OPTIONS"]) : "POST";
  const given = new AbortController();
  const response = await fetch(random.below(50) === 0 ? `${url}/${random.below(9)}?x=${random.below(9)}` : url, {
    method,
    headers: drawHeaders(random, session),
    ...(method === "GET" || method === "OPTIONS" ? {} : { body: new Uint8Array(Buffer.concat(chunks)) }),
    signal: AbortSignal.any([given.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
  });
  given.abort();
  return response.status;
}

function drawHeaders(random: Random, session: string): Record<string, string> {
  return {
    ...JSON_HEADERS,
    ...(random.below(9) === 0 && { "content-type": random.pick(["text/plain", "application/x", "a/b; charset=x"]) }),
    ...(random.below(9) === 0 && { accept: random.pick(["*/*", "text/html", "application/json", ";;;"]) }),
    ...(random.below(2) === 0 && { "mcp-session-id": random.below(5) === 0 ? "unknown" : session }),
    ...(random.below(2) === 0 && {
      "mcp-protocol-version": random.pick(["2025-11-25", "2026-07-28", "1999-01-01", "", "x".repeat(500)]),
    }),
    ...(random.below(9) === 0 && { authorization: random.pick(["Bearer", "Bearer x", "Basic eDp4", "x".repeat(900)]) }),
    ...(random.below(9) === 0 && { "last-event-id": random.pick(["0", "-1", "999999", "x".repeat(300)]) }),
  };
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
    const body = JSON.stringify(requestOf(revision, "alive", "tools/list"));
    const response = await fetch(url, {
      method: "POST",
      headers: { ...JSON_HEADERS, "mcp-method": "tools/list", ...id },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const text = await response.text();
    const isGone = revision === "2025-11-25" && response.status === 404;
    if (!isGone && !text.includes('"summarize"'))
      throw new Error(`${revision} after a batch: ${response.status} ${text}`);
  }
}
