import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText } from "ai";
import { serveBatches } from "../serve-batches.ts";

// Asks the canned provider with the Vercel AI SDK, which a reader might take instead of the gateway.

const [, , baseURL = ""] = process.argv;
const provider = createOpenAICompatible({ name: "canned", baseURL, apiKey: "none" });

await serveBatches(
  Promise.resolve({
    call: ({ document }) =>
      generateText({ model: provider("canned"), prompt: document, maxOutputTokens: 300, maxRetries: 0 }),
    close: async () => process.exit(),
  }),
);
