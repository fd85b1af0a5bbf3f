import { blocksOf, type ContentBlock, isRecord, type SamplingResult } from "@kit/protocol";
import { cleanText } from "@kit/terminal";
import { createTwoFilesPatch, diffLines, FILE_HEADERS_ONLY } from "diff";
import type { CardField } from "./card-fields.ts";
import type { Editable } from "./edit-text.ts";

/** Prompts may be as long as a book: whoever rewrote one whole need not wait for the diff. */
const MOST_MS = 500;

/** An answer as what a user edits: its only message, with why the model stopped. */
export function toEditable({ role, content, stopReason }: SamplingResult): Editable & { stopReason?: string } {
  return { messages: [{ role, content }], ...(stopReason !== undefined && { stopReason }) };
}

/** What was changed, as a unified diff with so many unchanged lines around each change; undefined when nothing was. */
export function diffEdit(names: [string, string], before: Editable, after: Editable, context: number) {
  const [from, to] = [textOf(before), textOf(after)];
  if (from === to) return undefined;
  const options = { context, timeout: MOST_MS, headerOptions: FILE_HEADERS_ONLY };
  const patch = createTwoFilesPatch(...names, from, to, undefined, undefined, options);
  const [asked, sent] = [from, to].map((text) => linesOf(text).length);
  return patch ?? `--- ${names[0]}\n+++ ${names[1]}\nChanged too much for a diff: ${asked} lines became ${sent}.\n`;
}

const CONTEXT_LINES = 1;
const CONTEXT_CHARACTERS = 40;
/** Texts that differ in more places than this are shown as one replaced by the other. */
const MAX_EDITS = 2_000;
const SIGNS = { added: "+ ", removed: "- ", same: "  " } as const;

export function diffFields(before: Editable, after: Editable): CardField[] {
  const [from, to] = [cleanText(textOf(before)), cleanText(textOf(after))];
  const changes = diffLines(from, to, { maxEditLength: MAX_EDITS }) ?? [
    { removed: true, added: false, value: from },
    { removed: false, added: true, value: to },
  ];
  const lines = changes.flatMap((change, at) => {
    const other = change.removed ? changes[at + 1] : changes[at - 1];
    const isReplaced = change.removed ? other?.added : change.added && other?.removed;
    const partners = isReplaced === true ? linesOf(other?.value ?? "") : [];
    const tone = change.added ? ("added" as const) : change.removed ? ("removed" as const) : ("same" as const);
    const texts = linesOf(change.value);
    const isPaired = texts.length === partners.length;
    return texts.map((text, line) => ({ tone, text: isPaired ? aroundChange(text, partners[line] ?? "") : text }));
  });
  const isNear = (at: number) =>
    lines.slice(Math.max(0, at - CONTEXT_LINES), at + CONTEXT_LINES + 1).some(({ tone }) => tone !== "same");
  const shown = lines.filter(({ text }, at) => isNear(at) && text !== "");
  const field = { words: "server", list: "edits" } as const;
  return shown.map(({ tone, text }, at) => ({
    ...field,
    label: at === 0 ? "edited" : "",
    text: SIGNS[tone] + text,
    tone,
  }));
}

/** The texts under titles, then the other fields, in the order of their names. */
function textOf(edited: Editable): string {
  const { messages, systemPrompt, _meta, ...rest }: Editable & { _meta?: unknown } = edited;
  const fields = Object.entries(rest).sort(([one], [other]) => one.localeCompare(other));
  return [
    ...(systemPrompt === undefined ? [] : ["[system]", systemPrompt]),
    ...messages.flatMap(({ role, content }) => [`[${role}]`, ...blocksOf(content).map(blockText)]),
    ...fields.map(([name, value]) => `${name}: ${jsonOf(value)}`),
    "",
  ].join("\n");
}

function blockText(block: ContentBlock): string {
  return block.type === "text" ? block.text : jsonOf(block);
}

/** With the keys in order: an editor, or a schema, may have moved them, and that is no edit. */
function jsonOf(value: unknown): string {
  const inOrder = (_: string, inner: unknown) =>
    isRecord(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner;
  return JSON.stringify(value, inOrder);
}

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
