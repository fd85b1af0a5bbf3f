import type { Redaction, Span } from "./redaction.ts";

/** The lines around a private key: RFC 7468, and OpenPGP's blocks. @internal */
export const BOUNDARY = /-----(?<kind>BEGIN|END) [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/** Lines of a key whose end is missing; in JSON the line breaks are written out. @internal */
export const LINES = /(?:(?:\s|\\[nr]){1,8}[\w+/=]{16,512}){0,1000}/y;

/** Private keys in PEM, whole, or as much as there is of them. */
export const privateKeys: Redaction = { name: "private-keys", label: "private key", find };

function* find(text: string): Iterable<Span> {
  const boundaries = [...text.matchAll(BOUNDARY)].map(({ 0: line, index, groups }) => {
    return { isBegin: groups?.kind === "BEGIN", start: index, end: index + line.length };
  });
  for (const [index, { isBegin, start, end }] of boundaries.entries()) {
    if (!isBegin) continue;
    const next = boundaries[index + 1];
    yield { start, end: next && !next.isBegin ? next.end : endOfLines(text, end) };
  }
}

function endOfLines(text: string, from: number): number {
  const lines = new RegExp(LINES);
  lines.lastIndex = from;
  return from + (lines.exec(text)?.[0].length ?? 0);
}
