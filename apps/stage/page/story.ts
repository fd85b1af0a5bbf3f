import { describeEntry } from "@kit/tape/calls";
import type { StageEvents } from "../src/contract.ts";

export type Entry = StageEvents["entry"];
export type Lane = "server" | "client" | "handler" | "user" | "model";

/** Where each lane stands, in percent of the width. */
export const LANES: Readonly<Record<Lane, { at: number; title: string; role: string }>> = {
  server: { at: 7, title: "Server", role: "has no key" },
  client: { at: 49, title: "Client", role: "holds the key" },
  handler: { at: 63, title: "Sampling handler", role: "checks" },
  user: { at: 78, title: "You", role: "decide" },
  model: { at: 93, title: "Model", role: "answers" },
};

const USER_DECIDED: Readonly<Record<string, string>> = {
  once: "approved",
  session: "approved for the session",
  always: "approved always",
  refused: "denied",
  answer_refused: "answer denied",
};

/** What the user has decided, in a word of ours. */
const decisionOf = ({ event, body }: Entry) => (event === "decided" ? USER_DECIDED[Object(body).decision] : undefined);

const isDenial = (entry: Entry) => decisionOf(entry)?.endsWith("denied") === true;

/** The calls in which the user has denied something: what fails then is no error. */
export const deniedCalls = (entries: readonly Entry[]) => new Set(entries.filter(isDenial).map(({ call }) => call));

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

function explainHandler(entry: Entry): string {
  switch (entry.event) {
    case "requested":
      return "The client's sampling handler checks what the server asks.";
    case "model-chosen":
      return "The client chooses the model. The server may only wish for one.";
    case "decided":
      if (isDenial(entry)) return "You have denied: the server gets no answer.";
      return decisionOf(entry) ? "You have approved." : "The user's policy has decided: nobody was asked.";
    case "replied":
      return "The handler gives the answer to the client.";
    default:
      return "The request ends here: no answer goes to the server.";
  }
}

/** An entry in a few words: of the client's own side in ours. */
export function labelOf(entry: Entry): string {
  const { event, body, lane } = entry;
  const { inputTokens = "?", outputTokens = "?", code } = Object(body);
  const decision = decisionOf(entry);
  if (decision !== undefined) return decision;
  if (event === "requested") return "checks the request";
  if (event === "generated") return `${inputTokens} tokens in, ${outputTokens} out`;
  if (event === "failed" && lane === "handler" && code === "declined") return "denied: no answer";
  return describeEntry(entry);
}

/** A row: a message; before what the user has decided, that they were asked; or the messages that belong to no call. */
export type Row = { kind: "message" | "ask" | "greeting"; entry: Entry; folded: Entry[] };

/** What belongs to no call is folded into one row once there is a call. */
export function rowsOf(entries: readonly Entry[], isOpen: (folded: readonly Entry[]) => boolean): Row[] {
  const hasCall = entries.some(({ call }) => call !== undefined);
  const rows: Row[] = [];
  for (const entry of entries) {
    const last = rows.at(-1);
    const isGreeting = hasCall && entry.lane === "wire" && entry.call === undefined;
    if (isGreeting && last?.kind === "greeting") last.folded.push(entry);
    else if (isGreeting) rows.push({ kind: "greeting", entry, folded: [entry] });
    else {
      if (decisionOf(entry) !== undefined) rows.push({ kind: "ask", entry, folded: [] });
      rows.push({ kind: "message", entry, folded: [] });
    }
  }
  return rows.flatMap((row) => {
    const messages = row.folded.map((entry): Row => ({ kind: "message", entry, folded: [] }));
    if (messages.length === 1) return messages;
    return isOpen(row.folded) ? [row, ...messages] : [row];
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
