import type { Tool } from "@kit/sampling";
import type { DirectModel } from "./direct-model.ts";

/** What a server is made of, on every revision. */
export type ServerParts = {
  tools: readonly Tool[];
  /** The model of the server's own, if it may ask one. */
  direct: DirectModel | undefined;
  /** See `Settings`. */
  stateKeys: readonly string[];
};
