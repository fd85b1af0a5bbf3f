import type { ReadStream, WriteStream } from "node:tty";
import { KitError, type SamplingRequest } from "@kit/protocol";
import { cleanText, Interrupted, interrupt, type Screen, withInput, withKeyboard } from "@kit/terminal";
import { createColors } from "picocolors";
import type { Approver, ReviewVerdict, Verdict } from "./approver.ts";
import { approvalActions, reviewActions } from "./card-actions.ts";
import { answerFields } from "./card-fields.ts";
import { checkAnswer, checkRequest, editCard, withAnswer } from "./edit-card.ts";
import { diffFields, toEditable } from "./edit-diff.ts";
import type { Editable } from "./edit-text.ts";
import type { CardLayout } from "./render-card.ts";
import { type CardTerminal, showCard } from "./show-card.ts";

/** The terminal in which a user is asked. */
export type TerminalApproverOptions = {
  input: ReadStream;
  output: WriteStream;
  /** The screen that everything of this process writes to: one card is open at a time, over all servers. */
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
          const content = { title: "Sampling request", edited };
          return showCard(card, content, approvalActions(card, edited), terminal, signal);
        },
      });
    },

    review(card, result, signal) {
      const original: Editable = toEditable(result);
      return ask<Editable, ReviewVerdict>(signal, original, {
        check: (edited) => checkAnswer(edited, result),
        show(edited, terminal) {
          const answer = edited === undefined ? answerFields(result) : diffFields(original, edited);
          const actions = reviewActions(edited === undefined ? result : withAnswer(result, edited));
          return showCard(card, { title: "Answer, before it goes to the server", answer }, actions, terminal, signal);
        },
      });
    },
  };

  /** Gives the screen to one card until the user decides. Ctrl-C refuses what waits, too, and goes on to the process. */
  async function ask<T extends Editable, V extends { kind: string }>(
    signal: AbortSignal,
    original: T,
    card: Asking<T, V>,
  ): Promise<V | { kind: "refuse" }> {
    const { signal: gaveUp } = waiting;
    try {
      return await screen.take(AbortSignal.any([signal, gaveUp]), async (write) => {
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
