import { serveBatches } from "../serve-batches.ts";
import { answerAtOnce } from "./answer-at-once.ts";

// Asks a model that takes no time as one would without `sample()`. `pnpm bench` starts it.

await serveBatches(
  Promise.resolve({
    call: ({ document }) =>
      answerAtOnce({ messages: [{ role: "user", content: { type: "text", text: document } }], maxTokens: 300 }, {}),
    close: async () => process.exit(),
  }),
);
