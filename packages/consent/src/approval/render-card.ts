import type { SamplingRequest } from "@kit/protocol";
import { labelLines } from "@kit/terminal";
import { createColors } from "picocolors";
import type { ApprovalCard } from "./approver.ts";
import { type CardField, detailFields, originFields, promptFields, termsFields } from "./card-fields.ts";
import { diffFields } from "./diff-fields.ts";
import { fitText } from "./fit-text.ts";
import { shortenLists } from "./shorten-lists.ts";

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

/** What a card shows beyond the request: its title, what the person made of the request, or the answer. */
export type CardContent = { title: string; edited?: SamplingRequest | undefined; answer?: readonly CardField[] };

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
  for (const field of [...cardFields(card, content), ...detailFields(content.edited ?? card.request)]) {
    // A text of megabytes is wrapped as far as the person reads.
    for (let at = 0; at === 0 || at < field.text.length; at += CHUNK) {
      const chunk = { ...field, label: at === 0 ? field.label : "", text: field.text.slice(at, at + CHUNK) };
      yield* renderField(chunk, Number.POSITIVE_INFINITY, layout);
    }
  }
}

function cardFields(card: ApprovalCard, { edited, answer }: CardContent): CardField[] {
  const prompt = edited === undefined ? promptFields(card.request) : diffFields(card.request, edited);
  return [...originFields(card), ...(answer ?? prompt), ...termsFields(card, edited ?? card.request)];
}

function renderTitle(title: string, { columns, hasColor }: CardLayout): string[] {
  const { bold, dim } = createColors(hasColor);
  const rule = "─".repeat(Math.max(0, widthOf(columns) - title.length - TITLE_SIDES));
  return ["", `${dim("──")} ${bold(title)} ${dim(rule)}`];
}

/** A field with its label. The server's words stand behind a bar, so that none of them looks like a line of ours. */
function renderField({ label, text, words, tone }: CardField, limit: number, layout: CardLayout): string[] {
  const { dim, green, red } = createColors(layout.hasColor);
  const labels = { indent: INDENT, labelWidth: LABEL_WIDTH, paint: dim };
  const width = widthOf(layout.columns) - INDENT - LABEL_WIDTH;
  const paint = { added: green, removed: red, same: dim, warning: red, none: String }[tone ?? "none"];
  if (words === "ours")
    return labelLines(
      label,
      fitText(text, width, limit, MORE).map((line) => paint(line)),
      labels,
    );
  const lines = fitText(text, width - GUTTER.length, limit, MORE).map((line) => dim(GUTTER) + paint(line));
  return labelLines(label, lines, labels);
}

function widthOf(columns: number): number {
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, columns));
}
