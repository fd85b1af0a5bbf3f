import type { ErrorCode } from "@kit/protocol";
import type { Bench } from "./bench.ts";
import type { OpenOptions } from "./bench-options.ts";
import type { Carrier } from "./carriers.ts";

/**
 * How a cell of the table ends: with the tool's result, with the `KitError` of a code, with a server process that has
 * ended of itself, or with a caller that is gone.
 */
export type Outcome = "result" | ErrorCode | "exit 0" | "gone";

/** One row of the table: something that goes wrong, and how it is to end. */
export type Fault = {
  /** Reads behind "when". */
  name: string;
  /** How it ends on each carrier that it can happen on. */
  ends: Partial<Record<Carrier, Outcome>>;
  /** Within how many milliseconds. Default: `DEFAULT_LIMIT_MS`, which leaves room for a busy machine. */
  limitMs?: number;
  /** Whether the connection ends with it, so that the next call needs another one. Default: it goes on. */
  endsConnection?: boolean;
  /** How the connection differs on which it goes wrong. Default: it is a plain one, used before. */
  connection?: (bench: Bench) => OpenOptions | Promise<OpenOptions>;
  /** Makes it go wrong, once. Default: one call, over that connection. */
  run?: (bench: Bench) => Promise<Outcome>;
};

export const DEFAULT_LIMIT_MS = 20_000;
