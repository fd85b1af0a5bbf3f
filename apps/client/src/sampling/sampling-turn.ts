import type { SamplingRequest, SamplingResult } from "@kit/protocol";

/** Where a sampling request came from. */
export type Origin = {
  /** The server's name, as it introduced itself. */
  server: string;
  /** The tool calls that the request may belong to: one if the client knows, several if the wire does not say. */
  tools: readonly string[];
};

/** One sampling request on its way through the handler. */
export type SamplingTurn = {
  /** Tells the turns of a handler apart: several may be on their way. */
  id: number;
  request: SamplingRequest;
  origin: Origin;
  /** Aborts when the server cancels, the connection closes, or the time is over. */
  signal: AbortSignal;
  /** The model that answers, once it is chosen. */
  model?: string;
};

/** Takes a turn and brings it to its result, or throws a `KitError` that says why not. */
export type Next = (turn: SamplingTurn) => Promise<SamplingResult>;

/** One step of the handler: looks at the turn, passes it on, looks at what comes back. */
export type SamplingStep = (turn: SamplingTurn, next: Next) => Promise<SamplingResult>;
