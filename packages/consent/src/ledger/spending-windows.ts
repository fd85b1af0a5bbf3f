import type { SpendingLimits } from "../policy/ruling.ts";

/** The time over which a limit counts. */
export type SpendingWindow = "minute" | "session" | "day";

export type LimitName = keyof SpendingLimits;

type LimitRow = {
  unit: "requests" | "tokens" | "usd";
  window: SpendingWindow;
  /** After the number, in a sentence. */
  words: string;
};

/** What each limit counts, and over which time. They are checked in this order. */
export const LIMITS: Readonly<Record<LimitName, LimitRow>> = {
  tokensPerSession: { unit: "tokens", window: "session", words: "tokens per session" },
  usdPerSession: { unit: "usd", window: "session", words: "US dollars per session" },
  tokensPerDay: { unit: "tokens", window: "day", words: "tokens per day" },
  usdPerDay: { unit: "usd", window: "day", words: "US dollars per day" },
  // Last: whoever is told to wait for the next minute should then be let through.
  requestsPerMinute: { unit: "requests", window: "minute", words: "requests per minute" },
};

export const MINUTE_MS = 60_000;

/** When the person's day began: at midnight by the clock of this machine, also on days of 23 or 25 hours. */
export function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}
