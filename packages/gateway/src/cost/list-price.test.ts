import { calcPrice, findProvider } from "@pydantic/genai-prices";
import { afterEach, expect, test, vi } from "vitest";
import type { Provider } from "../providers/provider.ts";
import { PROVIDERS } from "../providers/providers.ts";
import { findListPriceUsd } from "./list-price.ts";

const rows: readonly Provider[] = PROVIDERS;
const usage = (inputTokens: number, outputTokens: number, cachedInputTokens = 0) => ({
  inputTokens,
  outputTokens,
  cachedInputTokens,
  totalTokens: inputTokens + outputTokens,
});
afterEach(() => vi.useRealTimers());

test.each(rows.flatMap(({ name, pricesAs }) => (pricesAs ? [[name, pricesAs]] : [])))(
  "every model of %s costs what the table says, long prompts and kept tokens included",
  async (name, providerId) => {
    const row = rows.find((candidate) => candidate.name === name);
    const models = findProvider({ providerId })?.models ?? [];
    expect(models.length).toBeGreaterThan(0);
    for (const { id } of models) {
      for (const [input, cached] of [
        [1, 0],
        [30_000, 10_000],
        [100_000, 0],
        [100_001, 50_000],
        [900_000, 0],
      ] as const) {
        const counts = { input_tokens: input, cache_read_tokens: cached, output_tokens: 400 };
        const listed = calcPrice(counts, id, { providerId })?.total_price;
        const found = row && (await findListPriceUsd(row, [id], usage(input, 400, cached)));
        if (listed === undefined) expect(found, id).toBeUndefined();
        else expect(found, id).toBeCloseTo(listed, 9);
      }
    }
  },
);

test("a price is looked up again after a minute, as some differ by the hour", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const deepseek = rows.find(({ name }) => name === "deepseek");
  const priceAt = async (time: string) => {
    vi.setSystemTime(time);
    return deepseek && findListPriceUsd(deepseek, ["deepseek-chat"], usage(1000, 1000));
  };
  const listedAt = (time: string) =>
    calcPrice({ input_tokens: 1000, output_tokens: 1000 }, "deepseek-chat", {
      providerId: "deepseek",
      timestamp: new Date(time),
    })?.total_price;
  const [before, after] = ["2025-08-01T12:00:00Z", "2025-08-01T18:00:00Z"];
  expect(listedAt(before)).not.toBe(listedAt(after));
  expect(await priceAt(before)).toBeCloseTo(listedAt(before) ?? Number.NaN, 9);
  expect(await priceAt(after)).toBeCloseTo(listedAt(after) ?? Number.NaN, 9);
});

test("a model that the table does not know has no price, and neither has a provider without a table", async () => {
  const find = (name: string) => rows.find((row) => row.name === name);
  const [openai, vllm] = [find("openai"), find("vllm")];
  expect(openai && (await findListPriceUsd(openai, ["nonsense", ""], usage(5, 5)))).toBeUndefined();
  expect(vllm && (await findListPriceUsd(vllm, ["gpt-4o"], usage(5, 5)))).toBeUndefined();
});
