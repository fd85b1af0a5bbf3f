import type { Tool } from "@kit/sampling";
import type { DirectModel } from "./direct-model.ts";

/** What a server is made of, on every revision. */
export type ServerParts = {
  tools: readonly Tool[];
  direct: DirectModel;
  /** See `Settings`. */
  stateKeys: readonly string[];
};
