import { KitError } from "@kit/protocol";
import { RE2JS } from "re2js";
import type { Redaction, Span } from "./redaction.ts";

/** How far one search looks. What matches is found if it has at most half as many characters. */
const WINDOW = 16_384;
const LONGEST_MATCH = WINDOW / 2;
const MAX_MATCHES = 10_000;

/**
 * A redaction of the user's own. RE2 never backtracks, so one search takes time in proportion to what it looks at;
 * the window and the number of matches bound the searches.
 *
 * @param pattern In RE2 syntax: as in JavaScript, without look-around and back references.
 * @throws {Error} when it is no such pattern, or matches the empty text; the message says which.
 */
export function createOwnRedaction(name: string, pattern: string): Redaction {
  const compiled = compile(pattern);
  return { name, label: name, find: (text) => find(text, compiled, name) };
}

function compile(pattern: string): RE2JS {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern, RE2JS.MULTILINE);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : String(error);
    throw new Error(`It is no regular expression in RE2 syntax: ${reason}.`, { cause: error });
  }
  if (compiled.matcher("").find()) throw new Error("It matches the empty text, so it would match everywhere.");
  return compiled;
}

/** @throws {KitError} "declined" when there is so much of it that looking on would take too long. */
function* find(text: string, pattern: RE2JS, name: string): Iterable<Span> {
  let matches = 0;
  for (let from = 0; from < text.length; ) {
    const isLast = from + WINDOW >= text.length;
    const found = findFirst(text, pattern, from);
    if (found === undefined || (!isLast && found.start >= from + LONGEST_MATCH)) {
      // Nothing that begins in this half. What begins in the other half may go on behind the window.
      if (isLast) return;
      from = found?.start ?? from + LONGEST_MATCH;
      continue;
    }
    if (matches++ === MAX_MATCHES) throw tooMany(name);
    const isEmpty = found.end === found.start;
    if (!isEmpty) yield found;
    from = found.end + (isEmpty ? 1 : 0);
  }
}

/** The first match in the window that begins at `from`. The character before it is seen, so that `\b` and `^` hold. */
function findFirst(text: string, pattern: RE2JS, from: number): Span | undefined {
  const sliceStart = Math.max(0, from - 1);
  const matcher = pattern.matcher(text.slice(sliceStart, from + WINDOW));
  if (!matcher.find(from - sliceStart)) return undefined;
  return { start: matcher.start() + sliceStart, end: matcher.end() + sliceStart };
}

function tooMany(name: string): KitError {
  return new KitError(
    "declined",
    `The client's policy refused the request: the redaction "${name}" finds more than ${MAX_MATCHES} places in one text.`,
  );
}
