import { diffLines } from "diff";
import type { CardField } from "./card-fields.ts";
import { type Editable, toEditText } from "./edit-text.ts";

const CONTEXT_LINES = 1;
const CONTEXT_CHARACTERS = 40;
/** Texts that differ in more places than this are shown as one replaced by the other. */
const MAX_EDITS = 2_000;
const SIGNS = { added: "+ ", removed: "- ", same: "  " } as const;

/** What an edit changes, line by line, with a little of what stands around it. */
export function diffFields(before: Editable, after: Editable): CardField[] {
  const [from, to] = [bodyOf(before), bodyOf(after)];
  const changes = diffLines(from, to, { maxEditLength: MAX_EDITS }) ?? [
    { removed: true, added: false, value: from },
    { removed: false, added: true, value: to },
  ];
  const lines = changes.flatMap((change, at): DiffLine[] => {
    const other = change.removed ? changes[at + 1] : changes[at - 1];
    const partner = change.removed ? other?.added : change.added && other?.removed;
    const partners = partner === true ? linesOf(other?.value ?? "") : [];
    const tone = change.added ? "added" : change.removed ? "removed" : "same";
    const texts = linesOf(change.value);
    const isPaired = texts.length === partners.length;
    return texts.map((text, line) => ({ tone, text: isPaired ? aroundChange(text, partners[line] ?? "") : text }));
  });
  const isNear = (at: number) =>
    lines.slice(Math.max(0, at - CONTEXT_LINES), at + CONTEXT_LINES + 1).some(({ tone }) => tone !== "same");
  const shown = lines.filter(({ text }, at) => isNear(at) && text !== "");
  return shown.map(({ tone, text }, at) => ({
    label: at === 0 ? "edited" : "",
    text: SIGNS[tone] + text,
    words: "server",
    list: "edits",
    tone,
  }));
}

type DiffLine = { tone: "added" | "removed" | "same"; text: string };

function linesOf(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}

/** A long line from shortly before to shortly after where it differs from its other version. */
function aroundChange(line: string, other: string): string {
  const shorter = Math.min(line.length, other.length);
  let before = 0;
  while (before < shorter && line[before] === other[before]) before += 1;
  let after = 0;
  while (after < shorter - before && line.at(-1 - after) === other.at(-1 - after)) after += 1;
  const from = before > CONTEXT_CHARACTERS ? before - CONTEXT_CHARACTERS : 0;
  const to = after > CONTEXT_CHARACTERS ? line.length - after + CONTEXT_CHARACTERS : line.length;
  return `${from > 0 ? "…" : ""}${line.slice(from, to)}${to < line.length ? "…" : ""}`;
}

/** The edit text without its help. */
function bodyOf(editable: Editable): string {
  const { text } = toEditText(editable);
  return text.slice(text.indexOf("\n\n") + 2);
}
