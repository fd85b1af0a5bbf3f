import type { ReadStream, WriteStream } from "node:tty";
import { KitError, type SamplingRequest } from "@kit/protocol";
import {
  cleanText,
  Interrupted,
  interrupt,
  type Keyboard,
  type Screen,
  showPages,
  withInput,
  withKeyboard,
} from "@kit/terminal";
import { createColors } from "picocolors";
import type { ApprovalCard, Approver, ReviewVerdict, Verdict } from "./approver.ts";
import { approvalActions, type CardAction, renderHelp, renderKeys, reviewActions } from "./card-actions.ts";
import { answerFields, sentLine } from "./card-fields.ts";
import { diffFields, toEditable } from "./edit-diff.ts";
import { checkAnswer, checkRequest, type Editable, editCard, withAnswer } from "./edit-text.ts";
import { type CardContent, type CardLayout, renderAll, renderCard } from "./render-card.ts";

/** The terminal in which a user is asked. */
export type TerminalApproverOptions = {
  input: ReadStream;
  output: WriteStream;
  /** One card is open on it at a time, over all servers. */
  screen: Screen;
  /** The user's editor, as a command line. Absent: a text is edited on one line. */
  editor?: string | undefined;
  /** Whether escape codes for colors may be written. Default: true. */
  hasColor?: boolean;
};

/** How a card is shown, and what an edit on it must keep. */
type Asking<T, V> = {
  check: (edited: T) => T;
  show: (edited: T | undefined, terminal: CardTerminal) => Promise<{ decided: V } | "edit">;
};

const [WRAP_OFF, WRAP_ON] = ["\u001b[?7l", "\u001b[?7h"];
const DEFAULT_SIZE = { columns: 80, rows: 24 };

/** Asks the user in a terminal, with single keys. The terminal is as it was afterwards, whatever happens. */
export function createTerminalApprover(options: TerminalApproverOptions): Approver {
  const { input, output, screen, editor, hasColor = true } = options;
  let waiting = new AbortController();
  const layout = (): CardLayout => ({
    columns: output.columns ?? DEFAULT_SIZE.columns,
    rows: output.rows ?? DEFAULT_SIZE.rows,
    hasColor,
  });

  return {
    approve(card, signal) {
      return ask<SamplingRequest, Verdict>(signal, card.prompt.request, {
        check: (edited) => checkRequest(edited, card.prompt.request.maxTokens),
        show(edited, terminal) {
          const changes = edited && { edited, instead: diffFields(card.prompt.request, edited) };
          const content = { title: "Sampling request", ...changes };
          return showCard(card, content, approvalActions(card, edited), terminal, signal);
        },
      });
    },

    review(card, result, signal) {
      const original: Editable = toEditable(result);
      return ask<Editable, ReviewVerdict>(signal, original, {
        check: (edited) => checkAnswer(edited, result),
        show(edited, terminal) {
          const instead = edited === undefined ? answerFields(result) : diffFields(original, edited);
          const actions = reviewActions(edited === undefined ? result : withAnswer(result, edited));
          return showCard(card, { title: "Answer, before it goes to the server", instead }, actions, terminal, signal);
        },
      });
    },

    tellSent: (requests) => screen.write(`${sentLine(requests)}\n`),
  };

  /** Gives the screen to one card until the user decides. Ctrl-C refuses what waits, too, and goes on to the process. */
  async function ask<T extends Editable, V extends { kind: string }>(
    signal: AbortSignal,
    original: T,
    card: Asking<T, V>,
  ): Promise<V | { kind: "refuse" }> {
    const { signal: gaveUp } = waiting;
    try {
      return await screen.take(AbortSignal.any([signal, gaveUp]), async (paint) => {
        // No line may go on in the next row, where our own words stand: terminals differ in how wide signs are.
        const write = (text: string) => paint(`${WRAP_OFF}${text}${WRAP_ON}`);
        try {
          return await showAndEdit(signal, original, card, write);
        } catch (error) {
          write(`${createColors(hasColor).dim(`  closed: ${reasonOf(error)}`)}\n`);
          if (error instanceof Interrupted) giveUp();
          throw error;
        }
      });
    } catch (error) {
      signal.throwIfAborted();
      if (gaveUp.aborted) return { kind: "refuse" };
      throw error;
    }
  }

  async function showAndEdit<T extends Editable, V>(
    signal: AbortSignal,
    original: T,
    { check, show }: Asking<T, V>,
    write: (text: string) => void,
  ): Promise<V> {
    let edited: T | undefined;
    for (;;) {
      const choice = await withKeyboard(input, (keyboard) => show(edited, { keyboard, write, layout }));
      if (choice !== "edit") return choice.decided;
      const edit = () => editCard(edited ?? original, check, { input, output, editor, write }, signal);
      edited = (await withInput(input, "lines", edit)) ?? edited;
    }
  }

  function giveUp(): void {
    waiting.abort();
    waiting = new AbortController();
    interrupt();
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Interrupted) return "refused with Ctrl-C";
  return error instanceof KitError ? cleanText(error.message) : "the request is no longer wanted";
}

/** Keys count once nobody has typed for so long since the card was shown: what was meant for something else does not. */
const QUIET_MS = 500;

/** The terminal while a card has it. */
type CardTerminal = {
  keyboard: Keyboard;
  write: (text: string) => void;
  layout: () => CardLayout;
};

/** Shows a card until a key decides, or asks to edit. The keys are shown from the moment on that they count. */
async function showCard<Decided>(
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
      const { columns, rows, hasColor } = layout();
      if (typeof does === "object") {
        const all = does.isForAll && waiting > 1 ? ` (${waiting} requests)` : "";
        write(`  ${createColors(hasColor).bold(does.said)}${all}\n`);
        return { decided: does.decided };
      }
      const isHelp = does === "help";
      const lines = isHelp ? renderHelp(actions, columns, hasColor) : renderAll(card, content, layout());
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
    const count =
      waiting > 1
        ? [
            `  ${bold(`${waiting} requests of this call`)}; one decision for all of them, at about ${waiting} times this cost`,
          ]
        : [];
    const lines = ["", ...count, ...(areKeysShown ? renderKeys(actions, columns, hasColor) : [])];
    write(lines.join("\n"));
    footerLines = lines.length;
  }

  function clearFooter(): void {
    if (footerLines > 0) write(`\r${footerLines > 1 ? `\u001b[${footerLines - 1}A` : ""}\u001b[J`);
    footerLines = 0;
  }
}
