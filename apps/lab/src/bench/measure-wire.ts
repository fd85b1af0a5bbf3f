import type { ProtocolRevision } from "@kit/protocol";
import { startRawClient } from "../processes/raw-client.ts";
import type { Figure } from "./figure.ts";
import { DOCUMENT } from "./workload.ts";

/** Documents that are summarized at once, and in some parts, and in many. */
const KILOBYTES = [1, 100, 1000];

/** The bytes of one call of `summarize`, both directions together: the round trip against push. */
export async function measureWire(signal: AbortSignal): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const kilobytes of KILOBYTES) {
    signal.throwIfAborted();
    const document = `${DOCUMENT}\n\n`.repeat(kilobytes).slice(0, kilobytes * 1024);
    const rounds = [{ kit: await bytesOf("2026-07-28", document), bare: await bytesOf("2025-11-25", document) }];
    const title = `bytes of a call about ${kilobytes} KB, round trip / push`;
    figures.push({ title, sides: "bytes", unit: "times", rounds });
  }
  return figures;
}

async function bytesOf(revision: ProtocolRevision, document: string): Promise<number> {
  const client = startRawClient(revision, { answersAll: true });
  try {
    await client.shakeHands();
    const before = client.bytes();
    const answer = await client.callAndAnswer(document);
    if (!JSON.stringify(answer).includes('"structuredContent"'))
      throw new Error(`No summary: ${JSON.stringify(answer)}`);
    return client.bytes() - before;
  } finally {
    client.kill();
  }
}
