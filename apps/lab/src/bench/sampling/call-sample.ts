import { runDirect, runPush, SILENT, type ToolContext } from "@kit/sampling";
import { serveBatches } from "../serve-batches.ts";
import { answerAtOnce } from "./answer-at-once.ts";

// Asks a model that takes no time by `sample()`, on one carrier. `pnpm bench` starts it, with the carrier's name.

const NO_LIMITS = { rounds: Infinity, samplingRequests: Infinity, outputTokens: Infinity, milliseconds: Infinity };

/** One tool call that lasts as long as this process, and makes every batch. */
async function run({ sample }: ToolContext): Promise<never> {
  await serveBatches(
    Promise.resolve({
      call: ({ document }) => sample(document, { maxTokens: 300 }),
      close: async () => process.exit(),
    }),
  );
  return new Promise(() => undefined);
}

const call = { tool: "bench", limits: NO_LIMITS, notify: SILENT, signal: new AbortController().signal, run };

if (process.argv[2] === "direct") void runDirect({ ...call, ask: answerAtOnce });
else void runPush({ ...call, canSample: true, canUseTools: false, createMessage: answerAtOnce });
