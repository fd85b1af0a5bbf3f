import type { StageEvents } from "../src/contract.ts";

export type Entry = StageEvents["entry"];
export type Lane = "server" | "client" | "handler" | "user" | "model";

/** Where each lane stands, in percent of the width. What is said stands between server and client. */
export const LANES: Readonly<Record<Lane, { at: number; title: string; role: string }>> = {
  server: { at: 2, title: "Server", role: "has the tool, but no key" },
  client: { at: 54, title: "Client", role: "holds the key" },
  handler: { at: 68, title: "Sampling handler", role: "checks" },
  user: { at: 81, title: "You", role: "decide" },
  model: { at: 95, title: "Model", role: "answers" },
};

const USER_DECIDED = ["once", "session", "always", "refused", "answer_refused"];

const isByUser = ({ body }: Entry) => USER_DECIDED.includes(Object(body).decision);

/** Between which lanes an entry travels; of one lane, it stays there. */
export function pathOf(entry: Entry): readonly [Lane, Lane] {
  const { lane, direction, event } = entry;
  if (lane === "wire") return direction === "to-server" ? ["client", "server"] : ["server", "client"];
  if (lane === "gateway") return ["model", "handler"];
  if (event === "requested") return ["client", "handler"];
  if (event === "replied" || event === "failed") return ["handler", "client"];
  if (event === "decided" && isByUser(entry)) return ["user", "handler"];
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
      return isByUser(entry) ? "You have decided." : "The user's policy has decided: nobody was asked.";
    case "replied":
      return "The handler gives the answer to the client.";
    default:
      return "The request ends here: no answer goes to the server.";
  }
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
