import type { Origin } from "../handler/sampling-turn.ts";

/** A request that belongs to the one call of a tool. */
export const TEST_ORIGIN: Origin = {
  server: "kit",
  reachedBy: "node server.js",
  claimedName: "kit-server",
  calls: [{ id: 1, tool: "summarize", arguments: { document: "A text." } }],
};
