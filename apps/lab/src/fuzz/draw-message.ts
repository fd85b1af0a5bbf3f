import type { ProtocolRevision } from "@kit/protocol";
import type { Random } from "./random.ts";
import { ANSWER, HANDSHAKE, requestOf } from "./requests.ts";

/** What the server has asked so far, and a client may answer. */
export type Heard = {
  /** The ids of the questions that it has pushed. */
  questions: readonly unknown[];
  /** What it has suspended until answers come. */
  rounds: readonly Suspended[];
};

type Suspended = { call: object; requestState: unknown; keys: readonly string[] };
type Draw = (revision: ProtocolRevision, random: Random, heard: Heard) => object;

const DOCUMENT = "# Harbour\n\nThe harbour is quiet – «today».\n\n# Library\n\nThe library is open.";

/** A valid call of every tool. */
export const CALLS = [
  { name: "summarize", arguments: { document: DOCUMENT, style: "bullets", maxWords: 50, language: "es" } },
  { name: "classify", arguments: { texts: ["good", "bad"], labels: ["praise", "complaint"], fallback: "other" } },
  { name: "translate", arguments: { text: `${DOCUMENT}\n\n\`\`\`\ncode\n\`\`\``, to: "de", tone: "formal" } },
  { name: "answer", arguments: { document: DOCUMENT, question: "Is the library open?" } },
] as const;

const STANDARD_METHODS = ["ping", "tools/list", "server/discover", "logging/setLevel"];
const UNKNOWN_METHODS = [
  ...["resources/list", "prompts/get", "completion/complete", "sampling/createMessage", "tasks/get", "rpc.discover"],
  ...["notifications/roots/list_changed", "notifications/unheard", "constructor", "__proto__", "toString", ""],
];
const ODD_VERSIONS: readonly unknown[] = [
  "2031-01-01",
  "",
  20260728,
  null,
  {},
  { toString: null },
  ["2026-07-28", [[]]],
];
const NEVER_SUSPENDED: Suspended = { call: CALLS[0], requestState: "e30.e30.e30.e30.e30", keys: ["unasked.1"] };

const call: Draw = (revision, random) => requestOf(revision, drawId(random), "tools/call", random.pick(CALLS));
const standard: Draw = (revision, random) =>
  requestOf(revision, drawId(random), random.pick(STANDARD_METHODS), { level: "debug" });
const unknown: Draw = (revision, random) =>
  requestOf(revision, drawId(random), random.pick(UNKNOWN_METHODS), random.pick(CALLS));
const notification: Draw = (revision, random) => {
  const { id: _, ...rest } = requestOf(revision, 0, random.pick(UNKNOWN_METHODS));
  return rest;
};
const cancellation: Draw = (_revision, random) => ({
  ...{ jsonrpc: "2.0", method: "notifications/cancelled" },
  params: { requestId: drawId(random), reason: "No longer wanted." },
});
const progress: Draw = (_revision, random) => ({
  ...{ jsonrpc: "2.0", method: "notifications/progress" },
  params: { progressToken: drawId(random), progress: 1, total: 2, message: "Half." },
});
const handshake: Draw = (_revision, random) => random.pick(HANDSHAKE);
const strayResult: Draw = (_revision, random) => ({ jsonrpc: "2.0", id: drawId(random), result: ANSWER });
const strayError: Draw = (_revision, random) => ({
  ...{ jsonrpc: "2.0", id: drawId(random) },
  error: { code: -1, message: "No.", data: { "kit/error": { code: "declined", isRetryable: false } } },
});

/** An answer to something that the server has asked, if it has; else to something that it never asked. */
const answer: Draw = (revision, random, { questions, rounds }) => {
  const at = random.below(1_000);
  if (revision === "2025-11-25") return { jsonrpc: "2.0", id: questions[at % questions.length] ?? at, result: ANSWER };
  const { call, requestState, keys } = rounds[at % rounds.length] ?? NEVER_SUSPENDED;
  const inputResponses = Object.fromEntries(keys.map((key) => [key, ANSWER]));
  return requestOf(revision, drawId(random), "tools/call", { ...call, requestState, inputResponses });
};

/** A notification that claims a revision which there is not. */
const claim: Draw = (_revision, random) => ({
  ...{ jsonrpc: "2.0", method: "notifications/initialized" },
  params: { _meta: { "io.modelcontextprotocol/protocolVersion": random.pick(ODD_VERSIONS) } },
});

const MESSAGES = [
  ...[call, call, call, call, answer, answer, answer, standard, unknown, notification],
  ...[cancellation, progress, handshake, strayResult, strayError],
];

/** What may come before a server can tell which revision its client speaks. */
const EARLY_MESSAGES = [claim, cancellation, progress, strayResult, strayError];

/** Draws a valid message of a client. */
export const drawMessage: Draw = (revision, random, heard) => random.pick(MESSAGES)(revision, random, heard);

/** Draws a valid message that does not tell which revision its client speaks. */
export const drawEarlyMessage: Draw = (revision, random, heard) => random.pick(EARLY_MESSAGES)(revision, random, heard);

/** An id of a client's request. So few that some come again, and some cancellations are of requests. */
function drawId(random: Random): string | number {
  const id = random.below(5_000);
  return random.below(2) === 0 ? id : `fuzz-${id}`;
}
