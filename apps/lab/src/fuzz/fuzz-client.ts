import type { ProtocolRevision } from "@kit/protocol";
import type { Heard } from "./draw-message.ts";
import { startFuzzedServer, type WireMessage } from "./fuzzed-server.ts";
import { ANSWER, HANDSHAKE, requestOf } from "./requests.ts";

/** A request without an answer after this time has none. Long, because the machine may have other work. */
const HANG_MS = 90_000;
/** Stands in the calls whose questions are answered; all other questions are declined in the end. */
const MARK = "Valid call";
const DECLINED = { code: -1, message: "User rejected sampling request" };

/** A client, and the server that it has started. */
export type FuzzClient = ReturnType<typeof startFuzzClient>;

/** Starts a server and a client that can say anything to it, and expects an answer to what is valid. */
export function startFuzzClient(revision: ProtocolRevision) {
  const heard = { questions: [] as unknown[], rounds: [] as Heard["rounds"][number][] };
  const waiting = new Map<unknown, (answer: WireMessage) => void>();
  let isDeclining = false;
  let lastId = 0;
  const server = startFuzzedServer(hear);
  const send = (message: object) => server.write([`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`]);

  function hear(message: WireMessage): void {
    if (message.method === undefined) waiting.get(message.id)?.(message);
    else if (message.method === "sampling/createMessage") hearQuestion(message);
    else if (message.id !== undefined) void send({ id: message.id, result: {} });
  }

  function hearQuestion({ id, params }: WireMessage): void {
    if (JSON.stringify(params).includes(MARK)) void send({ id, result: ANSWER });
    else if (isDeclining) void send({ id, error: DECLINED });
    else heard.questions.push(id);
  }

  /** @throws {Error} when the server ends or does not answer. */
  async function request(method: string, params: object = {}): Promise<WireMessage> {
    const id = `valid-${++lastId}`;
    const answered = Promise.withResolvers<WireMessage>();
    const inVain = (why: string) => answered.reject(new Error(`${method} was not answered: ${why}.`));
    const late = setTimeout(() => inVain(`${HANG_MS / 1000} s went by`), HANG_MS);
    waiting.set(id, answered.resolve);
    void server.exited.then((code) => inVain(`the server ended with ${code}`));
    const [answer] = await Promise.all([
      answered.promise,
      server.write([`${JSON.stringify(requestOf(revision, id, method, params))}\n`]),
    ]).finally(() => clearTimeout(late));
    waiting.delete(id);
    return answer;
  }

  return {
    server,
    heard,
    request,

    /** Says who it is, as often as wanted: a mutated handshake may have declared other capabilities. */
    async shakeHands(): Promise<void> {
      if (revision === "2026-07-28") return;
      const [{ params }, initialized] = HANDSHAKE;
      await request("initialize", params);
      await send(initialized);
    },

    /** A call with a document of its own, whose question is answered. */
    async callAndAnswer(document: string): Promise<WireMessage> {
      const call = { name: "summarize", arguments: { document: `${MARK}: ${document}` } };
      const first = await request("tools/call", call);
      const { inputRequests, requestState } = first.result ?? {};
      if (typeof inputRequests !== "object" || inputRequests === null) return first;
      const inputResponses = Object.fromEntries(Object.keys(inputRequests).map((key) => [key, ANSWER]));
      return request("tools/call", { ...call, requestState, inputResponses });
    },

    /** Lets the server suspend a call, so that there is a state to answer with. */
    async suspend(call: object): Promise<void> {
      const { requestState, inputRequests } = (await request("tools/call", call)).result ?? {};
      heard.rounds.push({ call, requestState, keys: Object.keys(inputRequests ?? {}) });
    },

    /** Declines every question that is open, and those that come until it is switched off. */
    async decline(isOn: boolean): Promise<void> {
      isDeclining = isOn;
      for (const id of heard.questions.splice(0)) await send({ id, error: DECLINED });
    },
  };
}
