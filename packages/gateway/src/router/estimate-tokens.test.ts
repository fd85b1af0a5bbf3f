import { expect, test } from "vitest";
import { estimateTokens } from "./estimate-tokens.ts";

const text = "The quick brown fox jumps over the lazy dog. ".repeat(20);
const input = async (body: object) => (await estimateTokens({ ...body })).inputTokens;

test("counts texts, also in parts, and tools", async () => {
  const plain = await input({ messages: [{ role: "user", content: text }] });
  expect(plain).toBeGreaterThan(150);
  expect(plain).toBeLessThan(300);
  expect(await input({ messages: [{ role: "user", content: [{ type: "text", text }] }] })).toBe(plain);
  expect(await input({ messages: [{ role: "user", content: text }], tools: [{ description: text }] })).toBeGreaterThan(
    plain + 150,
  );
});

test("an image counts as an image, not as its base64", async () => {
  const image = { type: "image_url", image_url: { url: `data:image/png;base64,${"A".repeat(400_000)}` } };
  const estimate = await input({ messages: [{ role: "user", content: [image] }] });
  expect(estimate).toBeGreaterThan(900);
  expect(estimate).toBeLessThan(1100);
});

test("the answer may be as long as its limit", async () => {
  expect(await estimateTokens({ messages: [], max_tokens: 70 })).toMatchObject({ outputTokens: 70, totalTokens: 70 });
  expect((await estimateTokens({ max_completion_tokens: 7 })).outputTokens).toBe(7);
});

test("of a long text slices are enough", async () => {
  const { estimateTokenCount } = await import("tokenx");
  const book = Array.from({ length: 4000 }, (_, line) => `Line ${line}: ${"word ".repeat(line % 17)}and so on.`).join(
    "\n",
  );
  const estimate = await input({ messages: [{ role: "user", content: book }] });
  expect(Math.abs(estimate / estimateTokenCount(book) - 1)).toBeLessThan(0.15);
});
