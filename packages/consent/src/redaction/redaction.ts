/** A place in a text: from `start` up to, not including, `end`. */
export type Span = { start: number; end: number };

/** One rule of what is taken out of a text. */
export type Redaction = {
  /** The name by which a policy asks for it. */
  name: string;
  /** What one thing that it finds is called: it stands in the place of it. */
  label: string;
  /** The places, in order. Takes time in proportion to the text, whatever the text. */
  find: (text: string) => Iterable<Span>;
  /** Whether the value of a field of that name is taken out whole. Default: of none. */
  isSecretField?: (name: string) => boolean;
};

/** Counts what each redaction takes out, by its name. */
export type Count = (name: string) => void;

/** A text without what the redactions find. Places that overlap become one, under the redaction that comes first. */
export function redactText(text: string, redactions: readonly Redaction[], count: Count): string {
  const found = redactions.flatMap((redaction, rank) =>
    Array.from(redaction.find(text), (span) => ({ ...span, rank })),
  );
  if (found.length === 0) return text;
  const apart: typeof found = [];
  for (const next of found.toSorted((one, other) => one.start - other.start)) {
    const last = apart.at(-1);
    if (last === undefined || next.start >= last.end) {
      apart.push(next);
      continue;
    }
    last.end = Math.max(last.end, next.end);
    last.rank = Math.min(last.rank, next.rank);
  }
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, rank } of apart) {
    const redaction = redactions[rank];
    if (redaction === undefined) continue;
    parts.push(text.slice(from, start), placeholder(redaction));
    count(redaction.name);
    from = end;
  }
  return parts.join("") + text.slice(from);
}

/** What stands in the place of something that was taken out. */
export function placeholder({ label }: Redaction): string {
  return `[redacted: ${label}]`;
}
