import { type Keyboard, showPages } from "@kit/terminal";
import { createColors } from "picocolors";
import type { ApprovalCard } from "./approver.ts";
import { type CardAction, renderHelp, renderKeys } from "./card-actions.ts";
import { type CardContent, type CardLayout, renderAll, renderCard } from "./render-card.ts";

/** Keys count once nobody has typed for so long since the card was shown: what was meant for something else does not. */
const QUIET_MS = 500;

/** The terminal while a card has it. */
export type CardTerminal = {
  keyboard: Keyboard;
  write: (text: string) => void;
  layout: () => CardLayout;
};

/**
 * Shows a card until a key decides, or asks to edit. The keys are shown from the moment on that they count.
 *
 * @throws {Interrupted} on Ctrl-C, and the signal's reason.
 */
export async function showCard<Decided>(
  card: ApprovalCard,
  content: CardContent,
  actions: readonly CardAction<Decided>[],
  { keyboard, write, layout }: CardTerminal,
  signal: AbortSignal,
): Promise<{ decided: Decided } | "edit"> {
  const footer = createFooter(actions, write, layout, card.waiting);
  const paint = () => {
    const { rows, ...rest } = layout();
    write(`${renderCard(card, content, { ...rest, rows: rows - footer.height() - 1 }).join("\n")}\n`);
    footer.paint();
  };
  card.onMore?.(footer.count);
  try {
    paint();
    await keyboard.quiet(QUIET_MS, signal);
    footer.showKeys();
    for (;;) {
      const pressed = await keyboard.next(signal);
      const does = actions.find(({ key }) => key === pressed)?.does;
      if (does === undefined) continue;
      if (does === "edit") return does;
      if (typeof does === "object") {
        footer.conclude(does.said, does.isForAll);
        return { decided: does.decided };
      }
      footer.close();
      const isHelp = does === "help";
      const lines = isHelp ? renderHelp(actions, layout().hasColor) : renderAll(card, content, layout());
      await showPages(lines, layout().rows, { keyboard, write, signal });
      if (isHelp) footer.paint();
      else paint();
    }
  } finally {
    footer.close();
  }
}

/** The last lines of a card: how many requests wait, and the keys once they count. They change while it is open. */
function createFooter(
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
