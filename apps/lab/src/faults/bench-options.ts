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

/** What is summarized unless a fault says otherwise. */
export const DOCUMENT = "The harbour is quiet. The library is open.";
