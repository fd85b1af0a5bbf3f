import { setImmediate as nextTurn } from "node:timers/promises";
import type { ProtocolRevision } from "@kit/protocol";
import fc from "fast-check";
import { heapMb, type RawClient, startRawClient, UNHANDLED, WITH_HEAP } from "../../processes/raw-client.ts";
import type { Program } from "../../processes/start-program.ts";
import { CALLS, type Draft, EARLY_MESSAGE, messageOf } from "./messages.ts";
import { LONG_LINE, MUTATION, type Mutation } from "./mutations.ts";

/** A line that is sent: a valid message, and what was done to it. */
type Line = { message: Draft; mutation: Mutation };

/** What to send. */
type FuzzOptions = {
  revision: ProtocolRevision;
  /** How many lines, in batches of a thousand. */
  lines: number;
  /** The same seed sends the same lines, but for what the server has said. */
  seed: number;
};

const NEWLINE = "\n".charCodeAt(0);
const BATCH = 1_000;
const BATCHES_PER_LONG_LINE = 5;
const EARLY_LINES = 500;
/** How long the smallest failing part of a batch is looked for, in milliseconds. */
const SHRINK_MS = 300_000;

/**
 * Sends mutated lines to a server of the kit, batch by batch, with valid requests between the batches. Tells what it
 * wrote to stdout that was no JSON-RPC, and to stderr that nobody had thought of.
 *
 * @throws {Error} when a valid request is not answered as it should be, with the fewest lines after which it is not.
 */
export async function fuzzServer({ revision, lines, seed }: FuzzOptions) {
  const client = startRawClient(revision, WITH_HEAP);
  const heap: number[] = [];
  try {
    await sendAll(client, drawLines(EARLY_MESSAGE, MUTATION, EARLY_LINES, seed));
    for (let begun = 0; begun < lines; begun += BATCH) {
      const batch = drawBatch(revision, Math.min(BATCH, lines - begun), seed, begun / BATCH);
      try {
        await sendBatch(client, revision, batch);
      } catch (error) {
        await shrink(revision, batch);
        // On a server of its own the batch does no harm: it takes what came before.
        throw new Error(`FUZZ_SEED=${seed}, ${revision}, lines from ${begun}: ${error}`, { cause: error });
      }
      heap.push(await heapMb(client.server));
    }
    const exitCode = await client.close();
    return { exitCode, notJsonRpc: client.notJsonRpc, ...reportOf(client.server, heap) };
  } finally {
    client.kill();
  }
}

/** What a server wrote that nobody had thought of, and what it held after a third of the batches and at the end, in MB. */
export function reportOf({ stderr }: Program, heap: readonly number[]) {
  const unhandled = stderr.text().match(UNHANDLED) ?? [];
  const warm = heap[Math.floor(heap.length / 3)] ?? Number.NaN;
  return { unhandled: [...unhandled], heapMb: { warm, end: heap.at(-1) ?? Number.NaN } };
}

function drawLines(
  message: fc.Arbitrary<Draft>,
  mutation: fc.Arbitrary<Mutation>,
  count: number,
  seed: number,
): Line[] {
  return fc.sample(fc.record({ message, mutation }), { numRuns: count, seed });
}

function drawBatch(revision: ProtocolRevision, count: number, seed: number, batch: number): Line[] {
  const message = messageOf(revision);
  const lines = drawLines(message, MUTATION, count, seed * 1_000_003 + batch);
  if (batch % BATCHES_PER_LONG_LINE === 0) lines.push(...drawLines(message, LONG_LINE, 1, seed + batch));
  return lines;
}

/** Sends lines about something that is open, and sees that the server still does what it should. */
async function sendBatch(client: RawClient, revision: ProtocolRevision, lines: readonly Line[]): Promise<void> {
  await client.shakeHands();
  if (revision === "2026-07-28") {
    client.heard.rounds.length = 0;
    for (const call of CALLS) await client.suspend(call);
  }
  await sendAll(client, lines);
  await check(client, revision);
}

async function sendAll(client: RawClient, lines: readonly Line[]): Promise<void> {
  for (const { message, mutation } of lines) {
    for (const chunk of mutation.mutate(typeof message === "function" ? message(client.heard) : message)) {
      await client.write(chunk);
      // So that each chunk comes by itself, as far as pipes allow.
      if (!chunk.includes(NEWLINE)) await nextTurn();
    }
  }
  // What was cut off without a newline ends here.
  await client.write("\n");
}

/** @throws {Error} with the smallest part of a batch that a fresh server does not survive, if there is one. */
async function shrink(revision: ProtocolRevision, batch: readonly Line[]): Promise<void> {
  const survives = async (lines: Line[]) => {
    const client = startRawClient(revision);
    await sendBatch(client, revision, lines).finally(client.kill);
  };
  const part = fc.subarray([...batch], { minLength: 1 });
  await fc.assert(fc.asyncProperty(part, survives), {
    ...{ numRuns: 20, interruptAfterTimeLimit: SHRINK_MS },
    examples: [[[...batch]]],
  });
}

/** Sees that the server still does what it should. */
async function check(client: RawClient, revision: ProtocolRevision): Promise<void> {
  await client.shakeHands();
  await client.decline(true);
  const [method, alive] = SIGN_OF_LIFE[revision];
  match(await client.request(method), alive);
  match(await client.request("tools/list"), /"tools":\[.*"summarize"/);
  match(await client.request("tools/call", { name: "summarize", arguments: { document: "" } }), /"invalid_arguments"/);
  match(await client.callAndAnswer("A batch."), /"structuredContent":\{"summary":"A quiet harbour\."/);
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
