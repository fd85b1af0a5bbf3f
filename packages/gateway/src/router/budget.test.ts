import { expect, test } from "vitest";
import { catchError } from "../testing/catch-error.ts";
import { inTurn, startRouter } from "../testing/start-router.ts";
import { type Answer, COMPLETION, sendJSON } from "../testing/start-stub.ts";
import type { BudgetSettings } from "./router-settings.ts";

const messages = [{ role: "user" as const, content: "Hi" }];
// At list price 3.5 US dollars for openai/gpt-4o.
const usage = { prompt_tokens: 1_000_000, completion_tokens: 100_000, total_tokens: 1_100_000 };
const paid = (counts: object | null = usage) => sendJSON(200, { ...COMPLETION, usage: counts });

async function start(budget: BudgetSettings, answer: Answer = paid()) {
  const answers = { openai: answer, vllm: answer, openrouter: answer, offline: answer };
  const fallbacks = { "openai/gpt-4o": ["offline/m"] };
  const started = await startRouter(answers, { budget, fallbacks, retry: { retries: 0 } });
  const ask = (model = "openai/gpt-4o", given = {}) => started.router.completion({ model, messages, ...given });
  return { ...started, ask, spent: () => started.router.snapshot().budget };
}

test("what the answers cost is added up, and nothing is sent when it is spent", async () => {
  const { ask, spent, counts, events } = await start({ usd: 7 });
  await ask();
  await ask();
  expect(spent()).toEqual({ spentUsd: 7, spentTokens: 2_200_000, limitUsd: 7, limitTokens: undefined });
  const error = await catchError(ask());
  expect(error).toMatchObject({ kind: "budget_exceeded", isRetryable: false, trail: [] });
  expect(counts()).toMatchObject({ openai: 2, offline: 0 });
  expect(events.at(-1)).toEqual([
    "budget",
    { model: "openai/gpt-4o", reason: expect.stringContaining("7 US dollars") },
  ]);
});

test("tokens have a budget too", async () => {
  const { ask, spent } = await start({ tokens: 1_200_000 });
  await ask("vllm/m");
  expect(spent()?.spentTokens).toBe(1_100_000);
  expect((await catchError(ask("vllm/m", { max_tokens: 200_000 }))).message).toContain("1200000 tokens");
  await ask("vllm/m");
});

test("a request that may cost more than is left is refused before it is sent", async () => {
  const { ask, counts } = await start({ usd: 0.1 });
  expect((await catchError(ask("openai/gpt-4o", { max_tokens: 50_000 }))).kind).toBe("budget_exceeded");
  expect(counts().openai).toBe(0);
});

test("requests on their way count, so that many at once do not pass together", async () => {
  const { ask, counts } = await start({ usd: 0.6 }, paid({ prompt_tokens: 10, completion_tokens: 10 }));
  const all = await Promise.allSettled(Array.from({ length: 4 }, () => ask("openai/gpt-4o", { max_tokens: 25_000 })));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  expect(counts().openai).toBe(2);
  await ask("openai/gpt-4o", { max_tokens: 25_000 });
});

test("under a budget in dollars a model without a price is not asked; under one in tokens it is", async () => {
  const dollars = await start({ usd: 7 });
  const error = await catchError(dollars.ask("vllm/m"));
  expect(error.kind).toBe("budget_exceeded");
  expect(error.message).toContain("nobody tells the price");
  expect(dollars.counts().vllm).toBe(0);
  const tokens = await start({ tokens: 9_000_000 });
  await tokens.ask("vllm/m");
});

test("the offline model is free, and is asked under any budget", async () => {
  const { ask, spent } = await start({ usd: 0 });
  await ask("offline/m");
  expect(spent()?.spentUsd).toBe(0);
});

test("a provider that tells its prices is asked, and when it does not tell one the budget is closed", async () => {
  const told = paid({ ...usage, cost: 0.5 });
  const { ask, spent } = await start({ usd: 7 }, inTurn(told, paid(null)));
  await ask("openrouter/v/m");
  expect(spent()?.spentUsd).toBe(0.5);
  await ask("openrouter/v/m");
  expect((await catchError(ask("openrouter/v/m"))).message).toContain("without its price");
});

test("an answer without token counts costs what was set aside for it", async () => {
  const { ask, spent } = await start({ usd: 7 }, paid(null));
  await ask("openai/gpt-4o", { max_tokens: 100_000 });
  expect(spent()?.spentUsd).toBeCloseTo(1, 3);
});

test.each<[string, Answer, number]>([
  ["a refusal costs nothing", sendJSON(500, {}), 0],
  ["an attempt that breaks off may be billed", (response) => response.destroy(), 1],
])("%s", async (_, answer, expected) => {
  const { router, spent } = await startRouter({ openai: answer }, { budget: { usd: 7 }, retry: { retries: 0 } }).then(
    (started) => ({ ...started, spent: () => started.router.snapshot().budget?.spentUsd }),
  );
  await catchError(router.completion({ model: "openai/gpt-4o", messages, max_tokens: 100_000 }));
  expect(spent()).toBeCloseTo(expected, 3);
});
