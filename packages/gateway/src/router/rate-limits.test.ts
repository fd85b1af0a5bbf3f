import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { catchError } from "../testing/catch-error.ts";
import { startRouter } from "../testing/start-router.ts";
import { COMPLETION, sendJSON } from "../testing/start-stub.ts";
import type { DeploymentSettings } from "./router-settings.ts";

const messages = [{ role: "user" as const, content: "Hi" }];
const usage = { prompt_tokens: 50, completion_tokens: 50, total_tokens: 100 };

// Only the clock is held: sockets and timers go on.
beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

async function start(limits: Partial<DeploymentSettings>, rest: DeploymentSettings[] = []) {
  const groups = { fast: [{ model: "groq/m", ...limits }, ...rest] };
  const answer = sendJSON(200, { ...COMPLETION, usage });
  const started = await startRouter({ groq: answer, vllm: answer }, { groups, retry: { retries: 0 } });
  return {
    ...started,
    ask: async (given = {}) => (await started.router.completion({ model: "fast", messages, ...given })).kit.model,
  };
}

test("no more requests than the limit go out in a minute, and the error says when the next may", async () => {
  const { ask, counts } = await start({ rpm: 2 });
  await ask();
  await ask();
  const error = await catchError(ask());
  expect(error).toMatchObject({ kind: "no_deployment", trail: [] });
  expect(error.retryAfterMs).toBeGreaterThan(50_000);
  expect(counts().groq).toBe(2);
  vi.setSystemTime(Date.now() + 60_001);
  await ask();
  expect(counts().groq).toBe(3);
});

test("the next deployment of the group takes what is over the limit", async () => {
  const { ask } = await start({ rpm: 1 }, [{ model: "vllm/m", order: 2 }]);
  expect([await ask(), await ask(), await ask()]).toEqual(["groq/m", "vllm/m", "vllm/m"]);
});

test("tokens are counted as the provider counts them, once the answer is there", async () => {
  const { ask, counts } = await start({ tpm: 250 });
  for (let call = 0; call < 2; call += 1) await ask();
  expect(counts().groq).toBe(2);
  await catchError(ask({ max_tokens: 60 }));
  await ask({ max_tokens: 20 });
  expect(counts().groq).toBe(3);
});

test("before the answer the estimate counts, with the room that the answer may take", async () => {
  const { ask, counts } = await start({ tpm: 1000 });
  const both = await Promise.allSettled([ask({ max_tokens: 700 }), ask({ max_tokens: 700 })]);
  expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  await ask({ max_tokens: 700 });
  expect(counts().groq).toBe(2);
});

test("a request that is larger than the limit passes when nothing else does", async () => {
  const { ask } = await start({ tpm: 50 });
  await ask({ max_tokens: 700 });
  expect((await catchError(ask({ max_tokens: 700 }))).kind).toBe("no_deployment");
});

test("a request that the token limit refuses does not count as a request", async () => {
  const { ask, counts } = await start({ rpm: 2, tpm: 150 });
  await ask();
  await catchError(ask({ max_tokens: 120 }));
  await ask({ max_tokens: 1 });
  expect(counts().groq).toBe(2);
});
