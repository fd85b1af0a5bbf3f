import { createGateway } from "@kit/gateway";
import { serveBatches } from "../serve-batches.ts";

// Asks the canned provider through the kit's gateway. `pnpm bench` starts it with the provider's base URL.

const [, , baseURL = ""] = process.argv;
const gateway = createGateway({ env: {}, providers: { custom: { baseURL, apiKey: "none" } } });

await serveBatches(
  Promise.resolve({
    call: ({ document }) =>
      gateway.completion({ model: "custom/canned", messages: [{ role: "user", content: document }], max_tokens: 300 }),
    close: async () => process.exit(),
  }),
);
