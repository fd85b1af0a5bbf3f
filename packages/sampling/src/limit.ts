/**
 * Lets so much work go on at the same time. What comes on top waits for a free place, in order of arrival. Work that has
 * a place begins at once: nearly every tool call asks one question, which never waits.
 *
 * @throws {RangeError} when `max` lets nothing begin.
 */
export function createLimit(max: number): <T>(work: () => Promise<T>) => Promise<T> {
  if (!(max >= 1)) throw new RangeError(`A limit must let 1 or more go on at a time. Seen: ${max}.`);
  const waiting: (() => void)[] = [];
  let taken = 0;

  return async (work) => {
    if (taken >= max) await new Promise<void>((resolve) => waiting.push(resolve));
    else taken += 1;
    try {
      return await work();
    } finally {
      // Who waits gets the place itself, so that nobody who comes in between can take it.
      const next = waiting.shift();
      if (next) next();
      else taken -= 1;
    }
  };
}
