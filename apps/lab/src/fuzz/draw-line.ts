import type { ProtocolRevision } from "@kit/protocol";
import { drawEarlyMessage, drawMessage, type Heard } from "./draw-message.ts";
import { drawMutation, MUTATIONS, type MutationName } from "./mutations.ts";
import { createRandom, type Random } from "./random.ts";

/** A line that is sent, and what was done to it. */
export type FuzzLine = { mutation: MutationName; chunks: Buffer[] };

/** Which line is drawn. The same numbers draw the same line, but for what the server has said. */
export type LineNumber = {
  revision: ProtocolRevision;
  seed: number;
  /** Below zero, what comes before the server can tell the revision. */
  line: number;
};

/** A long line takes as long as thousands of others. */
const LINES_PER_LONG_LINE = 5_000;

/** Draws one line: a valid message, mutated, in one chunk or several. */
export function drawLine({ revision, seed, line }: LineNumber, heard: Heard): FuzzLine {
  const random = createRandom(Math.imul(seed, 0x9e3779b1) ^ line);
  // Numbers that follow each other begin alike.
  random.below(1);
  const message = (line < 0 ? drawEarlyMessage : drawMessage)(revision, random, heard);
  const mutation = chooseMutation(line, random);
  const { mutate, end = "\n" }: { mutate: Mutate; end?: string } = MUTATIONS[mutation];
  const bytes = Buffer.concat([Buffer.from(mutate(message, random)), Buffer.from(end)]);
  return { mutation, chunks: mutation === "split over chunks" ? split(bytes, random) : [bytes] };
}

type Mutate = (message: object, random: Random) => string | Buffer;

function chooseMutation(line: number, random: Random): MutationName {
  if (line % LINES_PER_LONG_LINE !== LINES_PER_LONG_LINE / 2) return drawMutation(random);
  return random.pick(["near the limit", "over the limit"]);
}

function split(bytes: Buffer, random: Random): Buffer[] {
  const chunks: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = start + 1 + random.below(bytes.length / 3);
    chunks.push(bytes.subarray(start, end));
    start = end;
  }
  return chunks;
}
