import { createColors } from "picocolors";
import type { CardAction } from "./card-actions.ts";
import type { CardLayout } from "./render-card.ts";
import { renderKeys } from "./render-keys.ts";

/** The last lines of a card: how many requests wait, and the keys once they count. They change while it is open. */
export function createFooter(
  actions: readonly CardAction<unknown>[],
  write: (text: string) => void,
  layout: () => CardLayout,
  waitingAtFirst: number,
) {
  let waiting = waitingAtFirst;
  let areKeysShown = false;
  let shown = 0;

  function close(): void {
    if (shown > 0) write(`\r${shown > 1 ? `\u001b[${shown - 1}A` : ""}\u001b[J`);
    shown = 0;
  }

  function paint(): void {
    close();
    const { columns, hasColor } = layout();
    const { bold } = createColors(hasColor);
    const count = waiting > 1 ? [`  ${bold(`${waiting} requests of this call`)}; one decision for all of them`] : [];
    const lines = ["", ...count, ...(areKeysShown ? renderKeys(actions, columns, hasColor) : [])];
    write(lines.join("\n"));
    shown = lines.length;
  }

  return {
    close,
    paint,
    /** How many lines it has at most. */
    height: (): number => renderKeys(actions, layout().columns, false).length + 2,
    showKeys(): void {
      areKeysShown = true;
      paint();
    },
    count(now: number): void {
      waiting = now;
      if (shown > 0) paint();
    },
    /** Says in its place what was decided. */
    conclude(said: string, isForAll: boolean): void {
      close();
      const all = isForAll && waiting > 1 ? ` (${waiting} requests)` : "";
      write(`  ${createColors(layout().hasColor).bold(said)}${all}\n`);
    },
  };
}
