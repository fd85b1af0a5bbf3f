import type { ServerResponse } from "node:http";
import type { ChatRequest } from "../chat/chat-request.ts";

/** A request that meets a fault. */
export interface FaultCall {
  /** What stands behind "=", or the fault's own default. */
  value: number;
  /** How many requests have met this fault on this server, this one included. */
  count: number;
  asked: ChatRequest;
  response: ServerResponse;
}

/** Something that goes wrong with a hosted model, for demonstrations and tests. */
export interface Fault {
  /** The model id, and the name in the header `x-offline-fault`. */
  name: string;
  description: string;
  /** For a fault that takes a number, as in "slow=500": what it counts and what it is by default. */
  value?: { unit: "ms" | "seconds"; default: number };
  /** Answers, throws an ApiError, or breaks the response. */
  happen: (call: FaultCall) => Promise<void> | void;
}
