import { isWithin, type Subject } from "./subject.ts";

/** A connection has few calls open at once: older ones are forgotten. */
const MAX_CALLS = 1_000;

/**
 * Counts the requests of each call. Where the wire does not say which of several calls a request belongs to, those
 * calls may have as many as they may have together. Requests outside of any call count while they are on their way.
 */
export function createRequestCount(maxPerCall: number) {
  const counts = new Map<string, { subject: Subject; count: number }>();

  return {
    /** Counts a request in, and returns its number and how many there may be; `leave` says that it is over. */
    add(subject: Subject): { number: number; limit: number; leave: () => void } {
      const ids = [...subject.callIds].sort((one, other) => one - other);
      const key = JSON.stringify([subject.server, ids]);
      const entry = counts.get(key) ?? { subject, count: 0 };
      counts.delete(key);
      counts.set(key, entry);
      entry.count += 1;
      const [oldest] = counts.keys();
      if (counts.size > MAX_CALLS && oldest !== undefined) counts.delete(oldest);
      const leave = () => {
        if (ids.length === 0) entry.count -= 1;
      };
      return { number: countAmong(subject), limit: maxPerCall * Math.max(1, ids.length), leave };
    },
  };

  function countAmong(subject: Subject): number {
    const isOutsideCalls = subject.callIds.size === 0;
    return [...counts.values()]
      .filter(({ subject: other }) => other.server === subject.server && isWithin(other, subject))
      .filter(({ subject: other }) => (other.callIds.size === 0) === isOutsideCalls)
      .reduce((sum, { count }) => sum + count, 0);
  }
}
