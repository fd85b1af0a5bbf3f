import type { ReadStream, WriteStream } from "node:tty";
import { askKey, type Screen } from "@kit/terminal";
import { createColors } from "picocolors";
import type { ApprovalCard, Approver } from "./approver.ts";
import { answerFields, type CardField, detailFields, originFields, promptFields, termsFields } from "./card-fields.ts";
import { type CardLayout, renderCard, renderField } from "./render-card.ts";

/** The terminal in which a user is asked. */
export type TerminalApproverOptions = {
  input: ReadStream;
  output: WriteStream;
  /** One card is open on it at a time, over all servers. */
  screen: Screen;
  /** Whether escape codes for colors may be written. Default: true. */
  hasColor?: boolean;
};

/** What a key of a card decides, and what is said then. */
type CardKey<Decided> = { key: string; label: string; decided: Decided; said: string };

// No line may go on in the next row, where our own words stand: terminals differ in how wide signs are.
const [WRAP_OFF, WRAP_ON] = ["\u001b[?7l", "\u001b[?7h"];
const onOneRow = (line: string) => `${WRAP_OFF}${line}${WRAP_ON}`;
const DEFAULT_SIZE = { columns: 80, rows: 24 };
/** Below the card: a free line, the keys, and the line that they are typed on. */
const ROWS_BELOW = 3;
const DENY = { key: "d", label: "deny", decided: "refuse", said: "denied" } as const;
const ONCE = { key: "a", label: "approve", decided: "once", said: "approved" } as const;
const CALL = { key: "c", label: "approve the whole call", decided: "call", said: "approved for this call" } as const;
const SEND = { key: "s", label: "send", decided: "send", said: "sent" } as const;

/** Asks the user in a terminal, with single keys. The terminal is as it was afterwards, whatever happens. */
export function createTerminalApprover(options: TerminalApproverOptions): Approver {
  const { input, output, screen, hasColor = true } = options;
  const { bold, cyan } = createColors(hasColor);

  return {
    approve(card, signal) {
      // Whose call it is must be known, and nothing suspect.
      const isPlain = card.origin.calls.length === 1 && card.signals.length === 0;
      const fields = promptFields(card.prompt.request);
      return ask(card, { title: "Sampling request", fields }, isPlain ? [ONCE, CALL] : [ONCE], signal);
    },
    review(card, result, signal) {
      const content = { title: "Answer, before it goes to the server", fields: answerFields(result) };
      return ask(card, content, [SEND], signal);
    },
  };

  /** Gives the screen to one card until the user decides. Ctrl-C denies, and goes on to the process. */
  async function ask<Decided>(
    card: ApprovalCard,
    content: { title: string; fields: readonly CardField[] },
    offered: readonly CardKey<Decided>[],
    signal: AbortSignal,
  ): Promise<Decided | "refuse"> {
    const { columns = DEFAULT_SIZE.columns, rows = DEFAULT_SIZE.rows } = output;
    const layout: CardLayout = { columns, rows: rows - ROWS_BELOW, hasColor };
    const { request } = card.prompt;
    const fields = [...originFields(card), ...content.fields, ...termsFields(card, request)];
    const keys = [...offered, DENY];
    const labels = [...keys, { key: "v", label: "show all" }].map(({ key, label }) => `${bold(cyan(key))} ${label}`);
    function* all() {
      for (const field of [...fields, ...detailFields(request)]) {
        for (const line of renderField(field, Number.POSITIVE_INFINITY, layout)) yield onOneRow(line);
      }
    }
    const lines = [...renderCard(content.title, fields, layout).map(onOneRow), ""];
    const answers = keys.map(({ key }) => key);
    const pressed = await askKey({ lines, help: `  ${labels.join("   ")}`, answers, all }, { input, screen }, signal);
    const { decided, said } = keys.find(({ key }) => key === pressed) ?? DENY;
    screen.write(`  ${card.origin.server}: ${said}\n`);
    return decided;
  }
}
