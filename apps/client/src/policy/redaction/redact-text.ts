import type { Redaction, Span } from "./redaction.ts";

type Found = Span & { redaction: Redaction };

/** A text without what the redactions find, and how often each of them took something out. */
export function redactText(text: string, redactions: readonly Redaction[], count: (name: string) => void): string {
  const found = redactions.flatMap((redaction) => [...redaction.find(text)].map((span) => ({ ...span, redaction })));
  if (found.length === 0) return text;
  const parts: string[] = [];
  let end = 0;
  for (const { redaction, ...span } of withoutOverlap(found)) {
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

/** Places that overlap become one, under the name of the rule that comes first in the policy's table. */
function withoutOverlap(found: readonly Found[]): Found[] {
  const apart: Found[] = [];
  const order = new Map(found.map(({ redaction }) => redaction).map((redaction, index) => [redaction, index]));
  for (const next of found.toSorted((one, other) => one.start - other.start)) {
    const last = apart.at(-1);
    if (last === undefined || next.start >= last.end) {
      apart.push({ ...next });
      continue;
    }
    last.end = Math.max(last.end, next.end);
    if ((order.get(next.redaction) ?? 0) < (order.get(last.redaction) ?? 0)) last.redaction = next.redaction;
  }
  return apart;
}
