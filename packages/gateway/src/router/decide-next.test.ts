import { expect, test } from "vitest";
import { GatewayError } from "../errors/gateway-error.ts";
import { decideNext } from "./decide-next.ts";

const error = (retryAfterMs?: number) => new GatewayError("rate_limit", { model: "vllm/m", retryAfterMs });
const standing = { retriesUsed: 0, remainingMs: 120_000, hasOther: false, fallback: undefined };
const delays = (random: number) =>
  [0, 1, 2, 3, 4, 5].map((retriesUsed) => {
    const next = decideNext(error(), { ...standing, retriesUsed }, { retries: 9 }, () => random);
    return next.action === "retry" ? next.delayMs : next.action;
  });

test("waits half a second, doubles it up to eight, and adds up to a quarter", () => {
  expect(delays(0)).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
  expect(delays(1)).toEqual([625, 1250, 2500, 5000, 8000, 8000]);
});

test("waits as long as the provider asks, within the deadline", () => {
  expect(decideNext(error(90_000), standing, {})).toEqual({ action: "retry", delayMs: 90_000 });
  expect(decideNext(error(0), standing, {})).toEqual({ action: "retry", delayMs: 0 });
  expect(decideNext(error(120_000), standing, {})).toEqual({ action: "give_up" });
});

test("takes the fallback instead of a long wait, a late retry or none", () => {
  const fallback = { action: "fallback", to: "smart" };
  const other = { ...standing, fallback: "smart" };
  expect(decideNext(error(8001), other, {})).toEqual(fallback);
  expect(decideNext(error(8000), other, {})).toEqual({ action: "retry", delayMs: 8000 });
  expect(decideNext(error(), { ...other, retriesUsed: 2 }, {})).toEqual(fallback);
  expect(decideNext(error(5000), { ...other, remainingMs: 4000 }, {})).toEqual(fallback);
});

test("another deployment may help where a retry of the same would not", () => {
  const auth = new GatewayError("auth", { model: "vllm/m" });
  expect(decideNext(auth, standing, {})).toEqual({ action: "give_up" });
  expect(decideNext(auth, { ...standing, hasOther: true }, {})).toEqual({ action: "retry", delayMs: 0 });
  const policy = new GatewayError("content_policy", { model: "vllm/m" });
  expect(decideNext(policy, { ...standing, hasOther: true }, {})).toEqual({ action: "give_up" });
});
