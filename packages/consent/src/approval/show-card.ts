import { type Keyboard, showPages } from "@kit/terminal";
import type { ApprovalCard } from "./approver.ts";
import type { CardAction } from "./card-actions.ts";
import { createFooter } from "./create-footer.ts";
import { type CardContent, type CardLayout, renderAll, renderCard } from "./render-card.ts";
import { renderHelp } from "./render-keys.ts";

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
