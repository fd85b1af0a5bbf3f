/** What processes have written to stderr. */
export type Log = {
  add: (text: string) => void;
  /** Resolves when it has a match, from now on or already. */
  said: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** What it holds, which is forgotten. */
  take: () => string;
};

/** Gathers text, for those who wait for a part of it. */
export function createLog(): Log {
  let text = "";
  const waiting = new Set<() => void>();
  return {
    add(more) {
      text += more;
      for (const look of [...waiting]) look();
    },
    said: (pattern) =>
      new Promise((resolve) => {
        const look = () => {
          const found = pattern.exec(text);
          if (found === null) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    take() {
      const taken = text;
      text = "";
      return taken;
    },
  };
}
