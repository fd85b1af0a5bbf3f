import type { Token } from "./tokenize.ts";

const maxWords = 5;

/** The entry for as many of the next words as one entry has. */
export function longestMatch<T>(map: ReadonlyMap<string, T>, tokens: readonly Token[], at: number) {
  let end = at;
  while (
    end < tokens.length &&
    end - at < maxWords &&
    tokens[end]?.kind === "word" &&
    (end === at || !tokens[end]?.isGlued)
  )
    end++;
  for (; end > at; end--) {
    const entry = map.get(
      tokens
        .slice(at, end)
        .map(({ lower }) => lower)
        .join(" "),
    );
    if (entry !== undefined) return { entry, length: end - at };
  }
  return undefined;
}
