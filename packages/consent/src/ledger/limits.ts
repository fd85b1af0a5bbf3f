import { Refusal } from "../decision.ts";
import type { SpendingLimits } from "../policy/policy-decision.ts";

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

/** When the user's day began: at midnight by the clock of this machine, also on days of 23 or 25 hours. */
export function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}

/** How a limit stands against a request. */
export type LimitState = {
  limit: LimitName;
  max: number;
  /** Used or under way, in the limit's window and unit. */
  used: number;
  /** What the request may use at most. Absent when nobody knows its price. */
  wanted: number | undefined;
  /** What is counted: all that the server's tools use, or only the tools that may have asked. */
  scope: "server" | "tool";
  /** How many requests in the window have no known price. */
  unpriced: number;
  /** When the next request fits: known for the minute only. */
  retryAfterMs: number | undefined;
};

/**
 * The error of a request that a limit refuses. It crosses the wire: it tells the server what the server itself has
 * used, and nothing of others.
 */
export function limitReached(state: LimitState): Refusal {
  const { limit, max, used, wanted, scope, retryAfterMs } = state;
  return new Refusal("limit", describe(state), {
    code: "limit_reached",
    isRetryable: retryAfterMs !== undefined,
    data: {
      ...{ limit, max, used, scope },
      ...(wanted !== undefined && { wanted }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    },
  });
}

const FREES: Readonly<Record<SpendingWindow, string>> = {
  minute: "",
  session: "It frees when the client is started again.",
  day: "It frees at midnight where the client is.",
};

function describe({ limit, max, used, wanted, scope, unpriced, retryAfterMs }: LimitState): string {
  const { unit, window, words } = LIMITS[limit];
  const rule = `The client's limit for this ${scope} is ${amountText(max)} ${words} (${limit})`;
  if (wanted === undefined) return `${rule}, and nobody knows the price of the model. Use one with a known price.`;
  if (wanted > max) return `${rule}, and this request alone may use ${amountText(wanted)}. Ask for less, or raise it.`;
  if (unpriced > 0) {
    const earlier = `${unpriced} earlier ${unpriced === 1 ? "request has" : "requests have"} no known price`;
    return `${rule}, and ${earlier}, so nobody knows what is left. ${FREES[window]}`;
  }
  const frees = retryAfterMs === undefined ? FREES[window] : `Try again in ${Math.ceil(retryAfterMs / 1000)} s.`;
  const more = unit === "requests" ? "" : ` and this request may use ${amountText(wanted)}`;
  return `${rule}: ${amountText(used)} ${used === 1 ? "is" : "are"} used or under way${more}. ${frees}`;
}

/** A request may cost a fraction of a cent. */
function amountText(amount: number): string {
  return amount.toLocaleString("en", { maximumFractionDigits: 6 });
}
