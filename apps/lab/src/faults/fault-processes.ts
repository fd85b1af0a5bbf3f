import { EventEmitter, once } from "node:events";
import { createInterface } from "node:readline";
import type { ProtocolRevision } from "@kit/protocol";
import { HANDSHAKE, requestOf } from "../processes/raw-client.ts";
import { locate, locateInLab, type Program, preload, SERVER, startProgram } from "../processes/start-program.ts";
import type { Wire } from "./wire.ts";

/** How a connection differs from a plain one. */
export type OpenOptions = {
  /** Whether the client declares sampling. Default: it does. */
  canSample?: boolean;
  wire?: Wire;
  /** How far the clock of a process jumps when it is told to, in milliseconds. */
  serverJumpMs?: number;
  clientJumpMs?: number;
};

/** What a call is made of. */
export type CallOptions = {
  tool?: string;
  args?: Record<string, unknown>;
  /** How many characters the document has beside what it says. */
  padding?: number;
  timeoutMs?: number;
};

/** What Node is started with so that its clock can jump. */
const WITH_CLOCK = preload("faults/jump-clock.ts");

/** How the kit's server is started, with a clock that can jump. */
export const SERVER_COMMAND = { command: process.execPath, args: [...WITH_CLOCK, SERVER] };

/** What a process has in its environment: what it needs, and how far its clock jumps. */
export function environment(jumpMs = 0): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    CLOCK_JUMP_MS: String(jumpMs),
    // So many starts compile the same files once.
    NODE_COMPILE_CACHE: locateInLab("../node_modules/.cache/faults"),
  };
}

/** Starts the kit's server: over stdio, or over HTTP when its arguments say so. */
export function startServer(args: readonly string[], jumpMs: number, onStderr: (text: string) => void): Program {
  const server = startProgram(SERVER, { args, node: WITH_CLOCK, env: environment(jumpMs), hasWire: true });
  server.child.stderr?.on("data", onStderr);
  return server;
}

/** Resolves to the first line on a server's stdout that matches; what comes before it is dropped. */
export async function lineOf(server: Program, pattern: RegExp): Promise<string> {
  const { stdout } = server.child;
  if (stdout !== null) for await (const line of createInterface({ input: stdout })) if (pattern.test(line)) return line;
  throw new Error(`The server ended before it said ${pattern}.`);
}

/** Writes to a server what a client does that begins a call, before which it has said nothing. */
export async function startCall(server: Program, revision: ProtocolRevision): Promise<void> {
  const call = requestOf(revision, "call", "tools/call", { name: "summarize", arguments: { document: DOCUMENT } });
  const messages = revision === "2025-11-25" ? [...HANDSHAKE, call] : [call];
  for (const message of messages) await server.write(`${JSON.stringify(message)}\n`);
}

/** What is summarized unless a fault says otherwise. */
export const DOCUMENT = "The harbour is quiet. The library is open.";

/** What the client says of itself between orders. */
export type ClientEvent = "ready" | "asked" | "answering";

type Reply = { code?: string; message?: string; serverPid?: number };

/** A process that runs the kit's client, and does what it is told. */
export type ClientProcess = Awaited<ReturnType<typeof startClient>>;

/** Starts it, at the head of a process group of its own. */
export async function startClient(env: Record<string, string>, jumpMs: number, onStderr: (text: string) => void) {
  const { child, pid, orEnded, stop } = startProgram(locate("@kit/client/src/testing/take-orders.ts"), {
    node: WITH_CLOCK,
    env: { ...environment(jumpMs), ...env },
    isDetached: true,
  });
  // Any number of orders may be open.
  const said = new EventEmitter().setMaxListeners(0);
  let lastId = 0;
  child.stderr?.on("data", onStderr);
  child.on("message", (message: { event?: string; id?: number }) => {
    said.emit(message.event ?? String(message.id), message);
  });
  await orEnded(once(said, "ready"));

  return {
    pid,
    /** Gives an order, and resolves to what came of it; never if the process ends first. */
    async order(order: { do: string; [detail: string]: unknown }): Promise<Reply> {
      const id = ++lastId;
      const replied = once(said, String(id));
      child.send({ ...order, id }, () => undefined);
      const [reply] = await replied;
      return reply;
    },
    next: (event: ClientEvent): Promise<unknown> => once(said, event),
    stop,
  };
}
