import { serveBatches } from "../serve-batches.ts";

// Asks the canned provider with bare fetch: the least that a completion takes.

const [, , baseURL = ""] = process.argv;

await serveBatches(
  Promise.resolve({
    async call({ document }) {
      const body = { model: "canned", messages: [{ role: "user", content: document }], max_tokens: 300 };
      const headers = { "content-type": "application/json", authorization: "Bearer none" };
      const response = await fetch(`${baseURL}/chat/completions`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      });
      await response.json();
    },
    close: async () => process.exit(),
  }),
);
