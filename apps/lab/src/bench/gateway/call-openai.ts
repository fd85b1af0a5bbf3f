import { OpenAI } from "openai";
import { serveBatches } from "../serve-batches.ts";

// Asks the canned provider with the bare `openai` package. `pnpm bench` starts it with the provider's base URL.

const [, , baseURL = ""] = process.argv;
const client = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });

await serveBatches(
  Promise.resolve({
    call: ({ document }) =>
      client.chat.completions.create({
        model: "canned",
        messages: [{ role: "user", content: document }],
        max_tokens: 300,
      }),
    close: async () => process.exit(),
  }),
);
