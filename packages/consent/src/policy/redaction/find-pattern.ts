import type { Span } from "./redaction.ts";

/**
 * The places that a pattern finds: its group `secret` if it has one, else the whole match.
 *
 * @param pattern With the flags `g` and `d`.
 * @param accepts Looks at what was found. Default: everything is accepted.
 */
export function* findPattern(text: string, pattern: RegExp, accepts = (_found: string) => true): Iterable<Span> {
  for (const { 0: whole, index, indices } of text.matchAll(pattern)) {
    const [start, end] = indices?.groups?.secret ?? [index, index + whole.length];
    if (accepts(text.slice(start, end))) yield { start, end };
  }
}
