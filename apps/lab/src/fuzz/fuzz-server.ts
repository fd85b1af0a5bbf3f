import type { ProtocolRevision } from "@kit/protocol";
import { drawLine } from "./draw-line.ts";
import { CALLS } from "./draw-message.ts";
import { type FuzzClient, startFuzzClient } from "./fuzz-client.ts";

/** What to send. */
export type FuzzOptions = {
  revision: ProtocolRevision;
  /** How many lines, in batches of a thousand. */
  lines: number;
  /** The same seed sends the same lines, but for what the server has said. */
  seed: number;
};

/** What became of the server. */
export type FuzzReport = {
  exitCode: number | null;
  /** What it wrote to stdout that was no JSON-RPC, and to stderr that nobody had thought of. */
  notJsonRpc: string[];
  unhandled: string[];
  /** What it held after a third of the lines, and at the end, in MB. */
  heapMb: { warm: number; end: number };
};

const BATCH = 1_000;
const EARLY_LINES = 500;

/**
 * Sends mutated lines to a server of the kit, batch by batch, with valid requests between the batches.
 *
 * @throws {Error} when a valid request is not answered as it should be, with the lines that came before it.
 */
export async function fuzzServer({ revision, lines, seed }: FuzzOptions): Promise<FuzzReport> {
  const client = startFuzzClient(revision);
  const { server } = client;
  const heap: number[] = [];
  let begun = 0;
  try {
    for (; begun < lines; begun += BATCH) {
      await (begun === 0 && sendLines(client, { revision, seed, from: -EARLY_LINES, to: 0 }));
      await begin(client, revision);
      await sendLines(client, { revision, seed, from: begun, to: Math.min(begun + BATCH, lines) });
      await check(client, revision, begun);
      heap.push(await server.heapMb());
    }
    const exitCode = await server.close();
    const warm = heap[Math.floor(heap.length / 3)] ?? Number.NaN;
    const { notJsonRpc, unhandled } = server;
    return { exitCode, notJsonRpc, unhandled, heapMb: { warm, end: heap.at(-1) ?? Number.NaN } };
  } catch (error) {
    const where = `FUZZ_SEED=${seed}, ${revision}, lines ${begun} to ${begun + BATCH}`;
    throw new Error([`${where}: ${error instanceof Error ? error.message : error}`, ...server.lastWords].join("\n"));
  } finally {
    server.kill();
  }
}

type Batch = { revision: ProtocolRevision; seed: number; from: number; to: number };

async function sendLines(client: FuzzClient, { revision, seed, from, to }: Batch): Promise<void> {
  for (let line = from; line < to; line += 1) {
    await client.server.write(drawLine({ revision, seed, line }, client.heard).chunks);
  }
  // What was cut off without a newline ends here.
  await client.server.write(["\n"]);
}

/** Has something open that the lines can be about. */
async function begin(client: FuzzClient, revision: ProtocolRevision): Promise<void> {
  await client.shakeHands();
  if (revision === "2025-11-25") return;
  client.heard.rounds.length = 0;
  for (const call of CALLS) await client.suspend(call);
}

/** Sees that the server still does what it should. */
async function check(client: FuzzClient, revision: ProtocolRevision, batch: number): Promise<void> {
  await client.shakeHands();
  await client.decline(true);
  const [method, alive] = SIGN_OF_LIFE[revision];
  match(await client.request(method), alive);
  const listed = await client.request("tools/list");
  match(listed, /"tools":\[.*"summarize".*"answer"/);
  const refused = await client.request("tools/call", { name: "summarize", arguments: { document: "" } });
  match(refused, /"invalid_arguments"/);
  const answered = await client.callAndAnswer(`batch ${batch}`);
  match(answered, /"structuredContent":\{"summary":"A quiet harbour\."/);
  await client.decline(false);
}

/** 2026-07-28 has no ping. */
const SIGN_OF_LIFE: Record<ProtocolRevision, readonly [string, RegExp]> = {
  "2025-11-25": ["ping", /"result":\{\}/],
  "2026-07-28": ["server/discover", /"supportedVersions":\["2026-07-28"\]/],
};

function match(answer: object, expected: RegExp): void {
  const text = JSON.stringify(answer);
  if (!expected.test(text)) throw new Error(`Expected ${expected}, and came back: ${text.slice(0, 500)}`);
}
