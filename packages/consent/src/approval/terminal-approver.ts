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

type Write = (text: string) => void;

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
      const check = (edited: SamplingRequest) => checkRequest(edited, card.prompt.request.maxTokens);
      return takeScreen<Verdict>(signal, (write) =>
        ask(card.prompt.request, check, signal, write, (edited, terminal) => {
          const content = { title: "Sampling request", edited };
          return showCard(card, content, approvalActions(card, edited), terminal, signal);
        }),
      );
    },

    review(card, result, signal) {
      const original = toEditable(result);
      return takeScreen<ReviewVerdict>(signal, (write) =>
        ask(
          original,
          (edited) => checkAnswer(edited, result),
          signal,
          write,
          (edited, terminal) => {
            const answer = edited === undefined ? answerFields(result) : diffFields(original, edited);
            const actions = reviewActions(edited === undefined ? result : withAnswer(result, edited));
            return showCard(card, { title: "Answer, before it goes to the server", answer }, actions, terminal, signal);
          },
        ),
      );
    },
  };

  /** Shows a card, lets the user edit, and shows it again, until they decide. */
  async function ask<T extends Editable, V>(
    original: T,
    check: (edited: T) => T,
    signal: AbortSignal,
    write: Write,
    show: (edited: T | undefined, terminal: CardTerminal) => Promise<{ decided: V } | "edit">,
  ): Promise<V> {
    let edited: T | undefined;
    for (;;) {
      const choice = await withKeyboard(input, (keyboard) => show(edited, { keyboard, write, layout }));
      if (choice !== "edit") return choice.decided;
      const edit = () => editCard(edited ?? original, check, { input, output, editor, write }, signal);
      edited = (await withInput(input, "lines", edit)) ?? edited;
    }
  }

  /** Gives the screen to one card. Ctrl-C refuses what waits, too, and goes on to the process. */
  async function takeScreen<V extends { kind: string }>(
    signal: AbortSignal,
    work: (write: Write) => Promise<V>,
  ): Promise<V | { kind: "refuse" }> {
    const { signal: gaveUp } = waiting;
    try {
      return await screen.take(AbortSignal.any([signal, gaveUp]), async (write) => {
        try {
          return await work(write);
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
