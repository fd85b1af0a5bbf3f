import { Refusal } from "../stages.ts";

/** What was asked in the last minute. It is forgotten when the process ends. */
export type Ledger = {
  /** Counts a request in. @throws {KitError} "limit_reached" when the server has asked so often in the last minute. */
  reserve(server: string, perMinute: number | undefined): void;
  close(): void;
};

const MINUTE_MS = 60_000;

/** Opens a ledger that keeps nothing: it only stops a server that asks without end. */
export async function openLedger(_options?: { path: ":memory:" }): Promise<Ledger> {
  let asked: { server: string; at: number }[] = [];
  return {
    reserve(server, perMinute = Number.POSITIVE_INFINITY) {
      const now = Date.now();
      asked = asked.filter(({ at }) => at > now - MINUTE_MS);
      const own = asked.filter((one) => one.server === server);
      if (own.length >= perMinute) {
        const retryAfterMs = (own[0]?.at ?? now) + MINUTE_MS - now;
        const message = `The client's limit for this server is ${perMinute} requests per minute. Try again in ${Math.ceil(retryAfterMs / 1000)} s.`;
        throw new Refusal("limit", message, { code: "limit_reached", isRetryable: true, data: { retryAfterMs } });
      }
      asked.push({ server, at: now });
    },
    close() {
      asked = [];
    },
  };
}
