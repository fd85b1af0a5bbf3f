import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KitError } from "@kit/protocol";
import { afterAll, describe, expect, it } from "vitest";
import { type Ledger, openLedger } from "./ledger.ts";
import type { ReservationRequest, SpendingLimits } from "./limits.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-ledger-"));
afterAll(() => rmSync(folder, { recursive: true }));

const NOON = new Date(2026, 10, 20, 12).getTime();
const SECOND = 1000;
const HOUR = 3600 * SECOND;

type Ask = Partial<Omit<ReservationRequest, "session">>;

function ask(ledger: Ledger, changes: Ask = {}): number {
  const now = changes.now ?? NOON;
  const usual = { server: "kit", tools: ["summarize"], limits: {}, tokens: 100, costUsd: 0.01 };
  return ledger.reserve({ ...usual, now, expiresAt: now + HOUR, ...changes });
}

function refusal(ledger: Ledger, changes: Ask): KitError {
  try {
    ask(ledger, changes);
  } catch (error) {
    expect(error).toMatchObject({ code: "limit_reached" });
    return error as KitError;
  }
  throw new Error("It was let through.");
}

const inMemory = () => openLedger({ path: ":memory:" });

/** Each limit, so that the first two requests of 100 tokens and one cent fit, and the third does not. */
const FOR_TWO: readonly [keyof SpendingLimits, number][] = [
  ["requestsPerMinute", 2],
  ["tokensPerSession", 200],
  ["tokensPerDay", 200],
  ["usdPerSession", 0.02],
  ["usdPerDay", 0.02],
];

describe("a limit", () => {
  it.each(FOR_TWO)("on %s lets through what fits, open or settled, and says what is used", async (name, max) => {
    const ledger = await inMemory();
    const limits = { [name]: max };
    ledger.settle(ask(ledger, { limits }), { tokens: 100, costUsd: 0.01 });
    ask(ledger, { limits });
    const { message, data } = refusal(ledger, { limits });
    expect(message).toContain(name);
    expect(data).toMatchObject({ limit: name, max, used: max, scope: "server" });
  });

  it.each(FOR_TWO)("on %s counts a server's own requests only", async (name, max) => {
    const ledger = await inMemory();
    const limits = { [name]: max };
    for (let count = 0; count < 9; count += 1) ask(ledger, { server: "other" });
    ask(ledger, { limits });
    ask(ledger, { limits });
    const { message, data } = refusal(ledger, { limits });
    expect(`${message} ${JSON.stringify(data)}`).not.toMatch(/other|\b9\b|\b11\b|\b1,?100\b|0\.09|0\.11/);
  });

  it.each(FOR_TWO)("on %s of a tool counts what that tool uses, or may have used", async (name, max) => {
    const ledger = await inMemory();
    const rule = { limits: { [name]: max }, toolLimits: [name] };
    ask(ledger, rule);
    ask(ledger, { tools: ["translate", "summarize"], ...rule });
    ask(ledger, { tools: ["translate"] });
    expect(refusal(ledger, rule).data).toMatchObject({ used: max, scope: "tool" });
    expect(refusal(ledger, { limits: rule.limits }).data).toMatchObject({ scope: "server" });
  });

  it("per minute frees when the oldest request is a minute old, and says when", async () => {
    const ledger = await inMemory();
    const limits = { requestsPerMinute: 2 };
    ask(ledger, { limits });
    ask(ledger, { limits, now: NOON + 10 * SECOND });
    const error = refusal(ledger, { limits, now: NOON + 15 * SECOND });
    expect(error).toMatchObject({ isRetryable: true, data: { retryAfterMs: 45 * SECOND } });
    expect(error.message).toContain("45 s");
    refusal(ledger, { limits, now: NOON + 60 * SECOND - 1 });
    ask(ledger, { limits, now: NOON + 60 * SECOND });
  });

  it("per minute says when, also after a limit was lowered", async () => {
    const ledger = await inMemory();
    for (const second of [0, 1, 2, 3]) ask(ledger, { now: NOON + second * SECOND });
    const { data } = refusal(ledger, { limits: { requestsPerMinute: 2 }, now: NOON + 10 * SECOND });
    expect(data).toMatchObject({ retryAfterMs: 52 * SECOND });
  });

  it("that nothing fits into is no reason to wait", async () => {
    const ledger = await inMemory();
    expect(refusal(ledger, { limits: { requestsPerMinute: 0 } })).toMatchObject({ isRetryable: false });
    const { message, data } = refusal(ledger, { limits: { tokensPerDay: 99 } });
    expect(message).toContain("this request alone may use 100");
    expect(data).toMatchObject({ used: 0, wanted: 100 });
  });

  it("per day holds across sessions, and frees at midnight by the clock of the machine", async () => {
    const path = join(folder, "day.sqlite");
    const limits = { tokensPerDay: 200, usdPerDay: 1 };
    const first = await openLedger({ path });
    const late = new Date(2026, 10, 20, 23, 59, 59).getTime();
    first.settle(ask(first, { limits, now: late }), { tokens: 150, costUsd: 0.01 });
    first.close();

    const second = await openLedger({ path });
    expect(refusal(second, { limits, now: late })).toMatchObject({ isRetryable: false, data: { used: 150 } });
    ask(second, { limits, now: new Date(2026, 10, 21).getTime() });
    second.close();
  });

  it("per session frees with a new session only", async () => {
    const path = join(folder, "session.sqlite");
    const limits = { tokensPerSession: 100 };
    const first = await openLedger({ path });
    first.settle(ask(first, { limits }), { tokens: 1, costUsd: 0 });
    refusal(first, { limits, now: NOON + 100 * HOUR });
    first.close();
    const second = await openLedger({ path });
    ask(second, { limits });
    second.close();
  });

  it("in US dollars lets nothing through whose price nobody knows, nor anything after it", async () => {
    const ledger = await inMemory();
    const limits = { usdPerDay: 1 };
    expect(refusal(ledger, { limits, costUsd: undefined }).message).toContain("price of the model");
    // Without the limit it was let through, and nobody knows now what is left.
    ledger.settle(ask(ledger, { costUsd: undefined }), { tokens: 5, costUsd: undefined });
    expect(refusal(ledger, { limits }).message).toContain("1 earlier request has no known price");
    ask(ledger, { limits, now: NOON + 24 * HOUR });
  });

  it("sets nothing aside for what it refuses", async () => {
    const ledger = await inMemory();
    refusal(ledger, { limits: { tokensPerDay: 150 }, tokens: 151 });
    ask(ledger, { limits: { tokensPerDay: 150 }, tokens: 150 });
  });
});

describe("a reservation", () => {
  it("gives way to what was used, which may be more", async () => {
    const ledger = await inMemory();
    const limits = { tokensPerDay: 200, usdPerDay: 0.02 };
    const id = ask(ledger, { limits, tokens: 200, costUsd: 0.02 });
    refusal(ledger, { limits });
    ledger.settle(id, { tokens: 20, costUsd: 0.002 });
    const next = ask(ledger, { limits });
    ledger.settle(next, { tokens: 500, costUsd: 0.01 });
    expect(refusal(ledger, { limits }).data).toMatchObject({ limit: "tokensPerDay", used: 520 });
  });

  it("that is settled with nothing leaves tokens and dollars as they were, and counts as a request", async () => {
    const ledger = await inMemory();
    const limits = { tokensPerDay: 100, usdPerDay: 0.01, requestsPerMinute: 2 };
    ledger.settle(ask(ledger, { limits }), { tokens: 0, costUsd: 0 });
    ledger.settle(ask(ledger, { limits }), { tokens: 0, costUsd: 0 });
    expect(refusal(ledger, { limits }).data).toMatchObject({ limit: "requestsPerMinute" });
  });

  it("of a fraction of a token is of a whole one", async () => {
    const ledger = await inMemory();
    ledger.settle(ask(ledger, { tokens: 10.5 }), { tokens: 0.5, costUsd: 0 });
    expect(refusal(ledger, { limits: { tokensPerDay: 100 } }).data).toMatchObject({ used: 1 });
  });

  it("that is settled after it expired counts again", async () => {
    const ledger = await inMemory();
    const limits = { tokensPerDay: 100 };
    const id = ask(ledger, { limits, expiresAt: NOON + SECOND });
    ask(ledger, { tokens: 0, limits, now: NOON + SECOND });
    ledger.settle(id, { tokens: 60, costUsd: 0 });
    expect(refusal(ledger, { limits, now: NOON + SECOND }).data).toMatchObject({ used: 60 });
  });
});
