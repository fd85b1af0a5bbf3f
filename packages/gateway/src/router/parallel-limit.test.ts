import type { ServerResponse } from "node:http";
import { expect, test, vi } from "vitest";
import { catchError } from "../testing/catch-error.ts";
import { startRouter } from "../testing/start-router.ts";
import { COMPLETION, sendJSON } from "../testing/start-stub.ts";
import type { DeploymentSettings } from "./router-settings.ts";

const messages = [{ role: "user" as const, content: "Hi" }];
/** A busy machine takes its time to load what the first request needs. */
const WAIT = { timeout: 15_000 };

/** A provider that answers when it is told to. */
async function start(rest: DeploymentSettings[] = [], limits: Partial<DeploymentSettings> = {}) {
  const waiting: ServerResponse[] = [];
  const hold = (response: ServerResponse) => void waiting.push(response);
  const groups = { fast: [{ model: "groq/m", maxParallel: 2, ...limits }, ...rest] };
  const { router, counts } = await startRouter({ groq: hold, vllm: sendJSON(200, COMPLETION) }, { groups });
  const ask = (given = {}) => router.completion({ model: "fast", messages, ...given });
  const answerOne = () => {
    const response = waiting.shift();
    if (response) sendJSON(200, COMPLETION)(response);
  };
  const untilAsked = (groq: number) => vi.waitFor(() => expect(counts().groq).toBe(groq), WAIT);
  return { ask, answerOne, untilAsked, counts, active: () => router.snapshot().deployments[0]?.active };
}

test("more requests than may go at a time wait for a free place, in order", async () => {
  const { ask, answerOne, untilAsked, active } = await start();
  const all = [ask(), ask(), ask(), ask()];
  await untilAsked(2);
  expect(active()).toBe(2);
  answerOne();
  await all[0];
  await untilAsked(3);
  for (let rest = 0; rest < 2; rest += 1) answerOne();
  await untilAsked(4);
  answerOne();
  expect(await Promise.all(all)).toHaveLength(4);
  expect(active()).toBe(0);
});

test("another deployment with a free place goes first", async () => {
  const { ask, answerOne, untilAsked } = await start([{ model: "vllm/m", order: 2 }]);
  const both = [ask(), ask()];
  await untilAsked(2);
  expect((await ask()).kit.model).toBe("vllm/m");
  answerOne();
  answerOne();
  await Promise.all(both);
});

test("the deadline ends the wait, and the place is not taken by a request that nobody waits for", async () => {
  const { ask, answerOne, untilAsked, counts } = await start();
  const both = [ask(), ask()];
  await untilAsked(2);
  expect(await catchError(ask({ timeoutMs: 30 }))).toMatchObject({ kind: "timeout", trail: [] });
  answerOne();
  answerOne();
  await Promise.all(both);
  expect(counts().groq).toBe(2);
  const next = ask();
  await untilAsked(3);
  answerOne();
  await next;
});

test("a request that gives up its wait gives its share of the other limits back", async () => {
  const { ask, answerOne, untilAsked } = await start([], { maxParallel: 1, rpm: 2, tpm: 1000 });
  const first = ask({ max_tokens: 300 });
  await untilAsked(1);
  await catchError(ask({ max_tokens: 600, timeoutMs: 30 }));
  answerOne();
  await first;
  const second = ask({ max_tokens: 900 });
  await untilAsked(2);
  answerOne();
  expect((await second).kit.attempts).toBe(1);
});

test("a request that has waited is not sent to a deployment that has met its limit in the meantime", async () => {
  const groups = { fast: [{ model: "groq/m", maxParallel: 1 }] };
  const busy = sendJSON(429, { error: { message: "busy" } }, { "retry-after": "60" });
  const { router, counts } = await startRouter({ groq: busy }, { groups, retry: { retries: 0 } });
  const ask = () => catchError(router.completion({ model: "fast", messages }));
  expect((await Promise.all([ask(), ask(), ask()])).map(({ kind }) => kind)).toEqual([
    "rate_limit",
    "no_deployment",
    "no_deployment",
  ]);
  expect(counts().groq).toBe(1);
  expect(router.snapshot().deployments[0]).toMatchObject({ requests: 1, failures: 1, active: 0 });
});
