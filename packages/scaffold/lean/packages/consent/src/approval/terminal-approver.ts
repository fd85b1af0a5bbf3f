import type { ReadStream, WriteStream } from "node:tty";
import { askKey, Interrupted, type Screen } from "@kit/terminal";
import type { ApprovalCard, Approver, ReviewVerdict, Verdict } from "./approver.ts";
import { renderKeys } from "./card-actions.ts";
import { answerFields, sentLine } from "./card-fields.ts";
import { grantableTool } from "./grants.ts";
import { type CardContent, type CardLayout, renderAll, renderCard } from "./render-card.ts";

/** The terminal in which a user is asked. */
export type TerminalApproverOptions = {
  input: ReadStream;
  output: WriteStream;
  /** One card is open on it at a time, over all servers. */
  screen: Screen;
  /** The user's editor. It is not used: a card is approved or refused as it is. */
  editor?: string | undefined;
  /** Whether escape codes for colors may be written. Default: true. */
  hasColor?: boolean;
};

/** What a key of a card does, and what is said then. */
type CardKey<Decided> = { key: string; label: string; decided: Decided; said: string };

// No line may go on in the next row, where our own words stand: terminals differ in how wide signs are.
const [WRAP_OFF, WRAP_ON] = ["\u001b[?7l", "\u001b[?7h"];
const onOneRow = (line: string) => `${WRAP_OFF}${line}${WRAP_ON}`;
const DEFAULT_SIZE = { columns: 80, rows: 24 };
const SHOW_ALL = { key: "v", label: "show all" };
const REFUSE: CardKey<{ kind: "refuse" }> = { key: "r", label: "refuse", decided: { kind: "refuse" }, said: "refused" };

/** Asks the user in a terminal, with single keys. The terminal is as it was afterwards, whatever happens. */
export function createTerminalApprover(options: TerminalApproverOptions): Approver {
  const { input, output, screen, hasColor = true } = options;
  const layout = (): CardLayout => ({
    columns: output.columns ?? DEFAULT_SIZE.columns,
    rows: output.rows ?? DEFAULT_SIZE.rows,
    hasColor,
  });

  return {
    approve(card, signal) {
      const once: Verdict = { kind: "approve", scope: "once" };
      const session: Verdict = { kind: "approve", scope: "session" };
      const keys = [
        { key: "a", label: "approve this call", decided: once, said: "approved for this call" },
        { key: "s", label: "approve tool for session", decided: session, said: "approved for this session" },
      ];
      const offered = grantableTool(card) === undefined ? keys.slice(0, 1) : keys;
      return ask(card, { title: "Sampling request" }, offered, signal);
    },
    review(card, result, signal) {
      const verdict: ReviewVerdict = { kind: "send", result };
      const send = { key: "s", label: "send", decided: verdict, said: "sent" };
      const content = { title: "Answer, before it goes to the server", instead: answerFields(result) };
      return ask(card, content, [send], signal);
    },
    tellSent: (requests) => screen.write(`${sentLine(requests)}\n`),
  };

  /** Gives the screen to one card until the user decides. Ctrl-C refuses, and goes on to the process. */
  async function ask<Decided>(
    card: ApprovalCard,
    content: CardContent,
    keys: readonly CardKey<Decided>[],
    signal: AbortSignal,
  ): Promise<Decided | { kind: "refuse" }> {
    const { columns, rows } = layout();
    const help = renderKeys([...keys, REFUSE, SHOW_ALL], columns, hasColor);
    const count = card.waiting > 1 ? [`  ${card.waiting} requests of this call; one decision for all of them`] : [];
    const shown = renderCard(card, content, { columns, hasColor, rows: rows - help.length - 3 });
    const lines = [...shown.map(onOneRow), "", ...count];
    // Made as they are read: a prompt may be as long as a book.
    const everything = function* () {
      for (const line of renderAll(card, content, layout())) yield onOneRow(line);
    };
    const all = { lines: { [Symbol.iterator]: everything }, rows };
    const answers = [...keys, REFUSE].map(({ key }) => key);
    try {
      const pressed = await askKey({ lines, help, answers, all }, { input, screen }, signal);
      const { decided, said } = keys.find(({ key }) => key === pressed) ?? REFUSE;
      screen.write(`  ${card.origin.server}: ${said}\n`);
      return decided;
    } catch (error) {
      if (error instanceof Interrupted) return REFUSE.decided;
      throw error;
    }
  }
}
