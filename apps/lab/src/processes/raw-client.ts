import type { ProtocolRevision } from "@kit/protocol";
import {
  type Program,
  type ProgramOptions,
  preload,
  readLines,
  SERVER,
  startProgram,
  within,
} from "./start-program.ts";

// A client that writes JSON-RPC by hand, so that it can say anything to the kit's server, and measure what it says.

const CLIENT_INFO = { name: "raw", version: "1.0.0" };
const CAPABILITIES = { sampling: { tools: {} } };
const ENVELOPE = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": CLIENT_INFO,
  "io.modelcontextprotocol/clientCapabilities": CAPABILITIES,
};

/** A model's answer, as the result of `sampling/createMessage`. */
export const ANSWER = { role: "assistant", content: { type: "text", text: "A quiet harbour." }, model: "raw/model" };
const DECLINED = { code: -1, message: "User rejected sampling request" };

/** How a client of 2025-11-25 begins. It may begin again. */
export const HANDSHAKE = [
  {
    ...{ jsonrpc: "2.0", id: "handshake", method: "initialize" },
    params: { protocolVersion: "2025-11-25", capabilities: CAPABILITIES, clientInfo: CLIENT_INFO },
  },
  { jsonrpc: "2.0", method: "notifications/initialized" },
] as const;

/** A request that also asks for progress; on 2026-07-28, with its envelope. */
export function requestOf(revision: ProtocolRevision, id: string | number, method: string, params: object = {}) {
  const envelope = revision === "2026-07-28" ? ENVELOPE : {};
  return { jsonrpc: "2.0", id, method, params: { ...params, _meta: { ...envelope, progressToken: id } } };
}

/** What a server writes. */
export type WireMessage = {
  id?: unknown;
  method?: string;
  params?: unknown;
  result?: Record<string, unknown>;
  error?: unknown;
};

/** What the server has asked so far, and a client may answer. */
export type Heard = {
  /** The ids of the questions that it has pushed. */
  questions: unknown[];
  /** What it has suspended until answers come. */
  rounds: { call: object; requestState: unknown; keys: readonly string[] }[];
};

/** Lines of stderr that say that something went wrong which nobody had thought of. */
export const UNHANDLED = /^.*(?:^\s+at |^uncaught|^node:|^\(node:\d+\)|unhandled).*$/gim;

/** What makes a server tell how much memory it holds. */
export const WITH_HEAP: ProgramOptions = { node: ["--expose-gc", ...preload("processes/report-heap.ts")] };

/** What a process that was started `WITH_HEAP` holds behind a forced collection, in MB. */
export async function heapMb(program: Program): Promise<number> {
  return Number(await program.ask("report")) / 1024 / 1024;
}

/** A request without an answer after this time has none. Long, because the machine may have other work. */
const HANG_MS = 180_000;
/** Stands in the calls whose questions are answered; all other questions are declined in the end. */
const MARK = "Valid call";

/** A client, and the server that it has started. */
export type RawClient = ReturnType<typeof startRawClient>;

/** How a raw client is started, and its server. */
type RawClientOptions = ProgramOptions & {
  /** The server. Default: the kit's. */
  program?: string;
  /** Whether it answers every question. Default: those of `callAndAnswer`, if a document has one. */
  answersAll?: boolean;
};

/** Starts a server, and a client that expects an answer to what is valid. */
export function startRawClient(revision: ProtocolRevision, options: RawClientOptions = {}) {
  const { program = SERVER, answersAll = false, ...rest } = options;
  const server = startProgram(program, { ...rest, hasWire: true });
  const heard: Heard = { questions: [], rounds: [] };
  const notJsonRpc: string[] = [];
  const waiting = new Map<unknown, (answer: WireMessage) => void>();
  let isDeclining = false;
  let lastId = 0;
  let crossed = 0;
  if (server.child.stdout) readLines(server.child.stdout, hear);

  async function write(bytes: string | Buffer): Promise<void> {
    crossed += Buffer.byteLength(bytes);
    await server.write(bytes);
  }

  const send = (message: object) => write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

  function hear(line: string): void {
    crossed += Buffer.byteLength(line) + 1;
    const message = readMessage(line);
    if (message === undefined) notJsonRpc.push(line.slice(0, 200));
    else if (message.method === undefined) waiting.get(message.id)?.(message);
    else if (message.method === "sampling/createMessage") hearQuestion(message);
    else if (message.id !== undefined) void send({ id: message.id, result: {} });
  }

  function hearQuestion({ id, params }: WireMessage): void {
    if (answersAll || JSON.stringify(params).includes(MARK)) void send({ id, result: ANSWER });
    else if (isDeclining) void send({ id, error: DECLINED });
    else heard.questions.push(id);
  }

  /** @throws {Error} when the server ends or does not answer. */
  async function request(method: string, params: object = {}): Promise<WireMessage> {
    const id = `valid-${++lastId}`;
    const answered = new Promise<WireMessage>((resolve) => waiting.set(id, resolve));
    await write(`${JSON.stringify(requestOf(revision, id, method, params))}\n`);
    const answer = await within(HANG_MS, server.orEnded(answered));
    waiting.delete(id);
    return answer;
  }

  return {
    server,
    heard,
    /** Lines on stdout that were no JSON-RPC. */
    notJsonRpc,
    write,
    request,

    /** The bytes that have crossed the wire, in both directions. */
    bytes: () => crossed,

    /** Says who it is, as often as wanted: a mutated handshake may have declared other capabilities. */
    async shakeHands(): Promise<void> {
      if (revision === "2026-07-28") return;
      await request("initialize", HANDSHAKE[0].params);
      await send(HANDSHAKE[1]);
    },

    /** A call with a document of its own, whose questions are answered. Resolves to the answer of `tools/call`. */
    async callAndAnswer(document: string): Promise<WireMessage> {
      const call = { name: "summarize", arguments: { document: `${MARK}: ${document}` } };
      let answer = await request("tools/call", call);
      while (typeof answer.result?.inputRequests === "object" && answer.result.inputRequests !== null) {
        const { inputRequests, requestState } = answer.result;
        const inputResponses = Object.fromEntries(Object.keys(inputRequests).map((key) => [key, ANSWER]));
        answer = await request("tools/call", { ...call, requestState, inputResponses });
      }
      return answer;
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

    /** Ends the server's input, and waits for the server's end. Resolves to its exit code. */
    async close(): Promise<number | string | null> {
      server.child.stdin?.end();
      return server.exited;
    },

    kill: () => server.child.kill("SIGKILL"),
  };
}

function readMessage(line: string): WireMessage | undefined {
  try {
    const message = JSON.parse(line);
    const isMessage = message?.jsonrpc === "2.0" && ("method" in message || "result" in message || "error" in message);
    return isMessage ? message : undefined;
  } catch {
    return undefined;
  }
}
