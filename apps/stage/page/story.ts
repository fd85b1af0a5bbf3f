import { describeEntry } from "@kit/tape/calls";
import type { StageEvents } from "../src/contract.ts";

export type Entry = StageEvents["entry"];
export type Lane = "server" | "client" | "handler" | "user" | "model";

/** The lanes, from left to right. */
export const LANES: Readonly<Record<Lane, { title: string; role: string }>> = {
  server: { title: "Server", role: "has no key" },
  client: { title: "Client", role: "holds the key" },
  handler: { title: "Sampling handler", role: "checks" },
  user: { title: "You", role: "decide" },
  model: { title: "Model", role: "answers" },
};
const ORDER = Object.keys(LANES);

const USER_DECIDED = new Map(
  Object.entries({
    once: "approved",
    session: "approved for the session",
    always: "approved always",
    refused: "denied",
    answer_refused: "answer denied",
  }),
);

/** What the user has decided, in a word of ours. */
const decisionOf = ({ event, body }: Entry) =>
  event === "decided" ? USER_DECIDED.get(Object(body).decision) : undefined;

export const isDenial = (entry: Entry) => decisionOf(entry)?.endsWith("denied") === true;

/** Between which lanes an entry travels; of one lane, it stays there. */
export function pathOf(entry: Entry): readonly [Lane, Lane] {
  const { lane, direction, event } = entry;
  if (lane === "wire") return direction === "to-server" ? ["client", "server"] : ["server", "client"];
  if (lane === "gateway") return ["model", "handler"];
  if (event === "requested") return ["client", "handler"];
  if (event === "replied" || event === "failed") return ["handler", "client"];
  if (decisionOf(entry) !== undefined) return ["user", "handler"];
  return ["handler", "handler"];
}

export const wayOf = (from: Lane, to: Lane) =>
  from === to ? "stays" : ORDER.indexOf(from) < ORDER.indexOf(to) ? "rightwards" : "leftwards";

export const isFailure = ({ kind, event, body }: Entry) =>
  kind === "error" || event === "failed" || Object(body).error !== undefined || Object(body).isError === true;

export const opensCall = ({ method, kind }: Entry) => method === "tools/call" && kind === "request";

const asksBack = ({ body }: Entry) => Object(body).resultType === "input_required";

/** What happens with an entry, for somebody who sees it for the first time. No word of it is somebody else's. */
export function explain(entry: Entry): string {
  const { lane, direction, kind, method, round = 1 } = entry;
  if (lane === "gateway") {
    if (isFailure(entry)) return "The client asked the model, and the model did not answer.";
    return "The client asked the model with its own key, and has the answer. The server never sees the key.";
  }
  if (lane === "handler") return explainHandler(entry);
  if (isFailure(entry)) return direction === "to-client" ? "The server reports an error." : "The client says no.";
  if (opensCall(entry)) {
    if (round > 1) return "The client calls the tool again, with the answer: the tool runs once more from its start.";
    return "The client calls a tool of the server. The tool will need a model.";
  }
  if (method === "tools/call") {
    if (asksBack(entry)) return "The call ends with a question in place of a result: nothing stays open meanwhile.";
    return "The tool is done: here is its result.";
  }
  if (method === "sampling/createMessage") {
    if (kind !== "request") return "The client hands the model's answer to the server, whose tool goes on.";
    return "The server has no key: it asks the client to ask a model. The tool's call stays open meanwhile.";
  }
  if (method === "notifications/progress") return "The server reports how far its tool is.";
  return "Client and server greet each other, and say what they can do.";
}

const EXPLAINED: Readonly<Record<string, string>> = {
  requested: "The client's sampling handler checks what the server asks.",
  "model-chosen": "The client chooses the model. The server may only wish for one.",
  decided: "The user's policy has decided: nobody was asked.",
  replied: "The handler gives the answer to the client.",
};

function explainHandler(entry: Entry): string {
  if (isDenial(entry)) return "You have denied: the server gets no answer.";
  if (decisionOf(entry)) return "You have approved.";
  return EXPLAINED[entry.event ?? ""] ?? "The request ends here: no answer goes to the server.";
}

/** An entry in a few words: of the client's own side in ours. */
export function labelOf(entry: Entry): string {
  const { event, body, lane } = entry;
  const { inputTokens, outputTokens, code } = Object(body);
  const decision = decisionOf(entry);
  if (decision !== undefined) return decision;
  if (event === "requested") return "checks the request";
  if (event === "generated" && [inputTokens, outputTokens].every(Number.isFinite))
    return `${inputTokens} tokens in, ${outputTokens} out`;
  if (event === "failed" && lane === "handler" && code === "declined") return "denied: no answer";
  return describeEntry(entry);
}

/** A row: a message; before what the user has decided, that they were asked; or the messages that belong to no call. */
export type Row = { kind: "message" | "ask" | "greeting"; entry: Entry; folded: Entry[] };

/** What belongs to no call is folded into one row once there is a call. */
export function rowsOf(entries: readonly Entry[], isOpen: (folded: readonly Entry[]) => boolean): Row[] {
  const row = (kind: Row["kind"], entry: Entry): Row => ({ kind, entry, folded: [entry] });
  const hasCall = entries.some(({ call }) => call !== undefined);
  const rows: Row[] = [];
  for (const entry of entries) {
    const last = rows.at(-1);
    const isGreeting = hasCall && entry.lane === "wire" && entry.call === undefined;
    if (isGreeting && last?.kind === "greeting") last.folded.push(entry);
    else if (decisionOf(entry)) rows.push(row("ask", entry), row("message", entry));
    else rows.push(row(isGreeting ? "greeting" : "message", entry));
  }
  return rows.flatMap((one) => {
    if (one.kind !== "greeting") return one;
    const messages = one.folded.map((entry) => row("message", entry));
    return messages.length === 1 ? messages : isOpen(one.folded) ? [one, ...messages] : one;
  });
}

/** The numbers of the entries during which a tool's call is open. */
export function openDuring(entries: readonly Entry[]): Set<number> {
  const open = new Map<number, Set<string>>();
  const during = new Set<number>();
  for (const { seq, lane, method, kind, direction, connection, id, body } of entries) {
    const calls = open.get(connection) ?? new Set();
    open.set(connection, calls);
    const isCall = lane === "wire" && method === "tools/call" && id !== undefined;
    if (isCall && kind === "request") calls.add(String(id));
    if (calls.size > 0) during.add(seq);
    if (isCall && direction === "to-client") calls.delete(String(id));
    // What the client has cancelled is answered by nobody.
    if (method === "notifications/cancelled" && direction === "to-server") calls.delete(String(Object(body).requestId));
  }
  return during;
}
