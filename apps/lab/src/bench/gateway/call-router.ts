import { createRouter } from "@kit/gateway";
import { serveBatches } from "../serve-batches.ts";

// Asks the canned provider through the router with every policy on; only the cache is off, since it would not ask.

const [, , baseURL = ""] = process.argv;
const limits = { rpm: 1_000_000, tpm: 1_000_000_000, maxParallel: 1_000 };
const router = createRouter({
  env: {},
  providers: { custom: { baseURL, apiKey: "none" } },
  groups: {
    fast: [
      { model: "custom/canned", weight: 2, ...limits },
      { model: "custom/other", order: 2, ...limits },
    ],
  },
  fallbacks: { fast: ["custom/last"] },
  retry: { retries: 2 },
  cooldown: { afterFailures: 5 },
  telemetry: { captureContent: true },
});

await serveBatches(
  Promise.resolve({
    call: ({ document }) =>
      router.completion({ model: "fast", messages: [{ role: "user", content: document }], max_tokens: 300 }),
    close: async () => process.exit(),
  }),
);
