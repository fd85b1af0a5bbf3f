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
  let { waiting } = card;
  let areKeysShown = false;
  let footerLines = 0;
  card.onMore?.((now) => {
    waiting = now;
    if (footerLines > 0) paintFooter();
  });
  try {
    paint();
    await keyboard.quiet(QUIET_MS, signal);
    areKeysShown = true;
    paintFooter();
    for (;;) {
      const pressed = await keyboard.next(signal);
      const does = actions.find(({ key }) => key === pressed)?.does;
      if (does === undefined) continue;
      if (does === "edit") return does;
      clearFooter();
      const { rows, hasColor } = layout();
      if (typeof does === "object") {
        const all = does.isForAll && waiting > 1 ? ` (${waiting} requests)` : "";
        write(`  ${createColors(hasColor).bold(does.said)}${all}\n`);
        return { decided: does.decided };
      }
      const isHelp = does === "help";
      const lines = isHelp ? renderHelp(actions, hasColor) : renderAll(card, content, layout());
      await showPages(lines, rows, { keyboard, write, signal });
      if (isHelp) paintFooter();
      else paint();
    }
  } finally {
    clearFooter();
  }

  function paint(): void {
    const { rows, columns, hasColor } = layout();
    // Below the card: an empty line, how many requests wait, the keys.
    const room = rows - renderKeys(actions, columns, false).length - 3;
    write(`${renderCard(card, content, { columns, hasColor, rows: room }).join("\n")}\n`);
    paintFooter();
  }

  /** The last lines of a card change while it is open. */
  function paintFooter(): void {
    clearFooter();
    const { columns, hasColor } = layout();
    const { bold } = createColors(hasColor);
    const count = waiting > 1 ? [`  ${bold(`${waiting} requests of this call`)}; one decision for all of them`] : [];
    const lines = ["", ...count, ...(areKeysShown ? renderKeys(actions, columns, hasColor) : [])];
    write(lines.join("\n"));
    footerLines = lines.length;
  }

  function clearFooter(): void {
    if (footerLines > 0) write(`\r${footerLines > 1 ? `\u001b[${footerLines - 1}A` : ""}\u001b[J`);
    footerLines = 0;
  }
}
