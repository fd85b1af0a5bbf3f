import { createColors } from "picocolors";
import type { CardAction } from "./card-actions.ts";

const GAP = "   ";
const INDENT = "  ";

/** The keys of a card, on as many lines as they take. */
export function renderKeys(
  actions: readonly Pick<CardAction<unknown>, "key" | "label">[],
  columns: number,
  hasColor: boolean,
): string[] {
  const { bold, cyan } = createColors(hasColor);
  const lines: { length: number; parts: string[] }[] = [];
  for (const { key, label } of actions) {
    const length = key.length + 1 + label.length + GAP.length;
    const line = lines.at(-1);
    const part = `${bold(cyan(key))} ${label}`;
    if (line === undefined || line.length + length > columns)
      lines.push({ length: INDENT.length + length, parts: [part] });
    else {
      line.length += length;
      line.parts.push(part);
    }
  }
  return lines.map(({ parts }) => INDENT + parts.join(GAP));
}

/** What each key of a card does. */
export function renderHelp(actions: readonly CardAction<unknown>[], hasColor: boolean): string[] {
  const { bold, cyan, dim } = createColors(hasColor);
  const width = Math.max(...actions.map(({ label }) => label.length));
  return [
    "",
    ...actions.map(({ key, label, help }) => `${INDENT}${bold(cyan(key))} ${label.padEnd(width)}  ${dim(help)}`),
    dim(`${INDENT}│ stands before what the server or the model says. Enter decides nothing.`),
  ];
}
