/** What has begun and not ended. */
export type InFlight = {
  /** @returns what to call when it has ended. */
  begin: () => () => void;
  isEmpty: () => boolean;
  /** Resolves when nothing is in flight. */
  empty: () => Promise<void>;
};

/** Keeps count of what is in flight, so that a process can stop when it is done. */
export function createInFlight(): InFlight {
  const open = new Set<symbol>();
  let waiting: (() => void)[] = [];

  return {
    begin() {
      const one = Symbol("in flight");
      open.add(one);
      return () => {
        open.delete(one);
        if (open.size > 0) return;
        for (const resolve of waiting) resolve();
        waiting = [];
      };
    },
    isEmpty: () => open.size === 0,
    empty: () => (open.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
