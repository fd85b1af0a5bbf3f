import type { SamplingRequest } from "@kit/protocol";
import { labelLines, wrapText } from "@kit/terminal";
import { createColors } from "picocolors";
import type { ApprovalCard } from "./approver.ts";
import { type CardField, detailFields, originFields, promptFields, termsFields } from "./card-fields.ts";

const MIN_WIDTH = 40;
const MAX_WIDTH = 100;
const INDENT = 2;
const LABEL_WIDTH = 14;
const GUTTER = "│ ";
/** How many lines each text may have: the most that makes the card fit is taken. */
const LINE_LIMITS = [16, 12, 9, 7, 5, 4, 3, 2, 1];
const MIN_LISTED = 2;
const TITLE_SIDES = 4;
const CHUNK = 4_000;
const MORE = ", v shows all";

/** The terminal that a card is for. */
export type CardLayout = { columns: number; rows: number; hasColor: boolean };

/** What a card shows: its title, the request as the user edited it, and what stands in the place of the prompt. */
export type CardContent = { title: string; edited?: SamplingRequest | undefined; instead?: readonly CardField[] };

/** A card as lines that fit on the screen. What does not fit is counted, never dropped in silence. */
export function renderCard(card: ApprovalCard, content: CardContent, layout: CardLayout): string[] {
  const { rows } = layout;
  const fields = cardFields(card, content);
  let lines: string[] = [];
  for (const limit of LINE_LIMITS) {
    const listed = shortenLists(fields, Math.max(MIN_LISTED, limit));
    lines = [...renderTitle(content.title, layout), ...listed.flatMap((field) => renderField(field, limit, layout))];
    if (lines.length <= rows) return lines;
  }
  return [...lines.slice(0, rows - 1), `  … ${lines.length - rows + 1} more lines${MORE}`];
}

/** Everything that a card is about, on as many lines as it takes, made as they are needed. */
export function* renderAll(card: ApprovalCard, content: CardContent, layout: CardLayout): Generator<string> {
  yield* renderTitle(content.title, layout);
  const request = content.edited ?? card.prompt.request;
  const whole = content.instead === undefined ? [] : promptFields(request);
  for (const field of [...cardFields(card, content), ...whole, ...detailFields(request)]) {
    // A text of megabytes is wrapped as far as the user reads.
    for (let at = 0; at === 0 || at < field.text.length; at += CHUNK) {
      const chunk = { ...field, label: at === 0 ? field.label : "", text: field.text.slice(at, at + CHUNK) };
      yield* renderField(chunk, Number.POSITIVE_INFINITY, layout);
    }
  }
}

function cardFields(card: ApprovalCard, { edited = card.prompt.request, instead }: CardContent): CardField[] {
  return [...originFields(card), ...(instead ?? promptFields(edited)), ...termsFields(card, edited)];
}

/** Leaves out the middle of lists that are too long, and counts what is left out. */
function shortenLists(fields: readonly CardField[], maxListed: number): CardField[] {
  return fields.flatMap((field) => {
    if (field.list === undefined) return [field];
    const inList = fields.filter(({ list }) => list === field.list);
    const index = inList.indexOf(field);
    const omitted = inList.length - maxListed;
    const firstOmitted = Math.ceil(maxListed / 2);
    if (omitted <= 0 || index < firstOmitted || index >= firstOmitted + omitted) return [field];
    if (index > firstOmitted) return [];
    return [{ label: "", text: `… ${omitted} more ${field.list}, v shows all`, words: "ours" }];
  });
}

function renderTitle(title: string, { columns, hasColor }: CardLayout): string[] {
  const { bold, dim } = createColors(hasColor);
  const rule = "─".repeat(Math.max(0, widthOf(columns) - title.length - TITLE_SIDES));
  return ["", `${dim("──")} ${bold(title)} ${dim(rule)}`];
}

/** A field with its label. The server's words stand behind a bar, so that none of them looks like a line of ours. */
function renderField(
  { label, text, words, tone, leastLines = 1 }: CardField,
  limit: number,
  layout: CardLayout,
): string[] {
  const { dim, green, red } = createColors(layout.hasColor);
  const labels = { indent: INDENT, labelWidth: LABEL_WIDTH, paint: dim };
  const width = widthOf(layout.columns) - INDENT - LABEL_WIDTH;
  const paint = { added: green, removed: red, same: dim, warning: red, none: String }[tone ?? "none"];
  const [bar, room] = words === "server" ? [dim(GUTTER), width - GUTTER.length] : ["", width];
  const lines = fitText(text, room, Math.max(limit, leastLines), MORE).map((line) => bar + paint(line));
  return labelLines(label, lines, labels);
}

function widthOf(columns: number): number {
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, columns));
}

/** From this many lines on, a text that is cut also shows its end. */
const LINES_WITH_END = 4;
/** How many columns of a text are shown at least. */
const MIN_ROOM = 8;

/** A cleaned text on so many lines. What does not fit is counted; its end is shown where there is room. */
export function fitText(text: string, width: number, maxLines: number, more: string): string[] {
  if (maxLines === Number.POSITIVE_INFINITY) return wrapText(text, width);
  // No more is wrapped than can be shown, however long the text is.
  const beginning = wrapText(text.slice(0, width * (maxLines + 1)), width);
  if (beginning.length <= maxLines && text.length <= width * (maxLines + 1)) return beginning;

  if (maxLines === 1) return [fitLine(text, width, more)];
  const hasEnd = maxLines >= LINES_WITH_END;
  const head = beginning.slice(0, maxLines - (hasEnd ? 2 : 1));
  const from = consumed(text, head);
  const end = hasEnd ? lastLine(text.slice(from), width) : "";
  const cut = text.length - from - end.length;
  return [...head, countMore(cut, more), ...(hasEnd ? [end] : [])];
}

/** The beginning of a text, and how much there is more of it, on one line. */
function fitLine(text: string, width: number, more: string): string {
  const room = Math.max(MIN_ROOM, width - countMore(text.length, more).length - 1);
  const [beginning = ""] = wrapText(text.slice(0, room), room);
  return `${beginning} ${countMore(text.length - consumed(text, [beginning]), more)}`;
}

function countMore(characters: number, more: string): string {
  return `… ${characters.toLocaleString("en")} more characters${more}`;
}

/** The end of a text, from a word on if it has words. */
function lastLine(text: string, width: number): string {
  const line = wrapText(text.slice(-width), width).at(-1) ?? "";
  return line.replace(/^\S+\s+(?=\S)/, "");
}

/** How many characters of a text stand on lines that were made of it. */
function consumed(text: string, lines: readonly string[]): number {
  return lines.reduce((at, line) => {
    const words = line.trim();
    const found = text.indexOf(words, at);
    return found === -1 ? at + words.length : found + words.length;
  }, 0);
}
