import type { ProtocolRevision } from "@kit/protocol";
import fc from "fast-check";
import { ANSWER, HANDSHAKE, type Heard, requestOf } from "../../processes/raw-client.ts";

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
  ...["2031-01-01", "", 20260728, null, {}],
  ...[{ toString: null }, ["2026-07-28", [[]]]],
];
const NEVER_SUSPENDED: Heard["rounds"][number] = {
  ...{ call: CALLS[0], requestState: "e30.e30.e30.e30.e30", keys: ["unasked.1"] },
};

/** A message of a client. What answers the server depends on what it has asked so far. */
export type Draft = object | ((heard: Heard) => object);

/** An id of a client's request. So few that some come again, and some cancellations are of requests. */
const ID = fc.oneof(
  fc.nat(5_000),
  fc.nat(5_000).map((id) => `fuzz-${id}`),
);

const notification = (method: string, params: fc.Arbitrary<object>) =>
  params.map((given) => ({ jsonrpc: "2.0", method, params: given }));

/** What may come before a server can tell which revision its client speaks: cancellations, reports, stray answers. */
const EARLY = [
  notification("notifications/cancelled", fc.record({ requestId: ID, reason: fc.constant("No longer wanted.") })),
  notification("notifications/progress", fc.record({ progressToken: ID, progress: fc.nat(1), total: fc.constant(2) })),
  ID.map((id) => ({ jsonrpc: "2.0", id, result: ANSWER })),
  ID.map((id) => ({
    ...{ jsonrpc: "2.0", id },
    error: { code: -1, message: "No.", data: { "kit/error": { code: "declined", isRetryable: false } } },
  })),
];

/** Claims a revision which there is not. */
const CLAIM = fc.constantFrom(...ODD_VERSIONS).map((version) => ({
  ...{ jsonrpc: "2.0", method: "notifications/initialized" },
  params: { _meta: { "io.modelcontextprotocol/protocolVersion": version } },
}));

/** A valid message that does not tell which revision its client speaks. */
export const EARLY_MESSAGE: fc.Arbitrary<Draft> = fc.oneof(CLAIM, ...EARLY);

/** A valid message of a client. */
export function messageOf(revision: ProtocolRevision): fc.Arbitrary<Draft> {
  const request = (method: fc.Arbitrary<string>, params: fc.Arbitrary<object>) =>
    fc.tuple(ID, method, params).map(([id, name, given]) => requestOf(revision, id, name, given));
  const call = fc.constantFrom<object[]>(...CALLS);
  const unknown = fc.constantFrom(...UNKNOWN_METHODS);
  return fc.oneof(
    { weight: 4, arbitrary: request(fc.constant("tools/call"), call) },
    { weight: 3, arbitrary: fc.tuple(ID, fc.nat(1_000)).map(([id, at]) => answerTo(revision, id, at)) },
    request(fc.constantFrom(...STANDARD_METHODS), fc.constant({ level: "debug" })),
    request(unknown, call),
    request(unknown, fc.constant({})).map(({ id: _, ...rest }) => rest),
    fc.constantFrom(...HANDSHAKE),
    ...EARLY,
  );
}

/** An answer to something that the server has asked, if it has; else to something that it never asked. */
function answerTo(revision: ProtocolRevision, id: string | number, at: number): Draft {
  return ({ questions, rounds }) => {
    if (revision === "2025-11-25")
      return { jsonrpc: "2.0", id: questions[at % questions.length] ?? at, result: ANSWER };
    const { call, requestState, keys } = rounds[at % rounds.length] ?? NEVER_SUSPENDED;
    const inputResponses = Object.fromEntries(keys.map((key) => [key, ANSWER]));
    return requestOf(revision, id, "tools/call", { ...call, requestState, inputResponses });
  };
}
