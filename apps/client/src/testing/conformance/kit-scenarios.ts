/** A first call of a tool of the conformance server, and what happens to its questions. */
export type KitScenario = {
  tool: string;
  args: Record<string, unknown>;
  /** The client declares no sampling. */
  cannotSample?: boolean;
  /** The user refuses the questions. */
  isRefused?: boolean;
  /** How long the model may take for each of them, in milliseconds. */
  timeoutMs?: number;
};

/** What the client calls when a first call is over, to see that the connection has lived through it. */
export const SECOND_CALL = { tool: "test_sampling", args: { prompt: "Are you still there?" } };

const SILENT = { tool: "test_sampling", args: { prompt: "Do not answer." } };

/** What no scenario of the suite covers, by the names under which the lab runs it. */
export const KIT_SCENARIOS: Readonly<Record<string, KitScenario>> = {
  "kit/one-question": { tool: "test_sampling", args: { prompt: "What do you see?" } },
  "kit/several-questions": { tool: "kit_drafts", args: {} },
  "kit/sampling-with-tools": { tool: "kit_lookup", args: { prompt: "What is a harbour?" } },
  "kit/refused": { tool: "test_sampling", args: { prompt: "May I?" }, isRefused: true },
  "kit/cancelled": SILENT,
  "kit/timed-out": { ...SILENT, timeoutMs: 30_000 },
  "kit/cannot-sample": { tool: "test_sampling", args: { prompt: "Can you hear me?" }, cannotSample: true },
};
