import { KitError } from "@kit/protocol";
import { LIMITS, type LimitName, type SpendingWindow } from "./spending-windows.ts";

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

const FREES: Readonly<Record<SpendingWindow, string>> = {
  minute: "",
  session: "It frees when the client is started again.",
  day: "It frees at midnight where the client is.",
};

/**
 * The error of a request that a limit refuses. It crosses the wire: it tells the server what the server itself has
 * used, and nothing of others.
 */
export function limitReached(state: LimitState): KitError {
  const { limit, max, used, wanted, scope, retryAfterMs } = state;
  return new KitError("limit_reached", describe(state), {
    isRetryable: retryAfterMs !== undefined,
    data: {
      ...{ limit, max, used, scope },
      ...(wanted !== undefined && { wanted }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    },
  });
}

function describe({ limit, max, used, wanted, scope, unpriced, retryAfterMs }: LimitState): string {
  const { unit, window, words } = LIMITS[limit];
  const rule = `The client's limit for this ${scope} is ${toText(max)} ${words} (${limit})`;
  if (wanted === undefined) return `${rule}, and nobody knows the price of the model. Use one with a known price.`;
  if (wanted > max) return `${rule}, and this request alone may use ${toText(wanted)}. Ask for less, or raise it.`;
  if (unpriced > 0) {
    return `${rule}, and ${unpriced} earlier ${unpriced === 1 ? "request has" : "requests have"} no known price, so nobody knows what is left. ${FREES[window]}`;
  }
  const frees = retryAfterMs === undefined ? FREES[window] : `Try again in ${Math.ceil(retryAfterMs / 1000)} s.`;
  const more = unit === "requests" ? "" : ` and this request may use ${toText(wanted)}`;
  return `${rule}: ${toText(used)} ${used === 1 ? "is" : "are"} used or under way${more}. ${frees}`;
}

/** Dollars keep the digits that matter: a request may cost a fraction of a cent. */
function toText(amount: number): string {
  return Number(amount.toPrecision(6)).toLocaleString("en", { maximumFractionDigits: 6 });
}
