import type { Redaction, Span } from "./redaction.ts";

/** A place, and which of the redactions found it. */
type Found = Span & { rank: number };

/** A text without what the redactions find, and how often each of them took something out. */
export function redactText(text: string, redactions: readonly Redaction[], count: (name: string) => void): string {
  const found = redactions.flatMap(({ find }, rank) => Array.from(find(text), (span) => ({ ...span, rank })));
  if (found.length === 0) return text;
  const parts: string[] = [];
  let end = 0;
  for (const { rank, ...span } of withoutOverlap(found)) {
    const redaction = redactions[rank];
    if (redaction === undefined) continue;
    parts.push(text.slice(end, span.start), placeholder(redaction));
    count(redaction.name);
    end = span.end;
  }
  return parts.join("") + text.slice(end);
}

/** What stands in the place of something that was taken out. */
export function placeholder({ label }: Redaction): string {
  return `[redacted: ${label}]`;
}

/** Places that overlap become one, under the redaction that comes first in the list. */
function withoutOverlap(found: readonly Found[]): Found[] {
  const apart: Found[] = [];
  for (const next of found.toSorted((one, other) => one.start - other.start)) {
    const last = apart.at(-1);
    if (last === undefined || next.start >= last.end) {
      apart.push({ ...next });
      continue;
    }
    last.end = Math.max(last.end, next.end);
    last.rank = Math.min(last.rank, next.rank);
  }
  return apart;
}
