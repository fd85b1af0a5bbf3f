import type { ReadStream } from "node:tty";
import { describeCall, fitText, renderKeys } from "@kit/consent";
import {
  cleanText,
  Interrupted,
  interrupt,
  type Keyboard,
  oneLine,
  type Screen,
  safeJson,
  showPages,
  withKeyboard,
  wrapText,
} from "@kit/terminal";
import { createColors } from "picocolors";

/** The terminal in which a person is asked whether a tool may be called. */
export type ConsentTerminal = {
  input: ReadStream;
  screen: Screen;
  layout: () => { columns: number; rows: number; hasColor: boolean };
};

/** A call that a model wants to make. */
export type WantedCall = { tool: string; arguments: Record<string, unknown> };

/** What a person says to it: this time, for the session, or no. */
export type CallVerdict = "y" | "a" | "n";

/** Keys count once nobody has typed for so long: what was typed before was meant for something else. */
const QUIET_MS = 500;
const MAX_LINES = 3;
const INDENT = "  ";
const GUTTER = "│ ";

const KEYS = [
  { key: "y", label: "this time" },
  { key: "a", label: "this tool for the session" },
  { key: "n", label: "no" },
  { key: "v", label: "show all" },
];

/**
 * Asks a person about a call. The question is taken back when it is answered.
 *
 * @throws {Interrupted} on Ctrl-C, which goes on to the process, and the signal's reason.
 */
export function askAboutCall(call: WantedCall, terminal: ConsentTerminal, signal: AbortSignal): Promise<CallVerdict> {
  const { input, screen, layout } = terminal;
  const { columns, rows, hasColor } = layout();
  const question = renderQuestion(call, columns).map((line) => INDENT + createColors(hasColor).bold(line));
  const keys = renderKeys(KEYS, columns, hasColor);

  return screen.take(signal, async (write) => {
    let shown: readonly string[] = [];
    const show = (lines: readonly string[]) => {
      const above = shown.length - 1;
      write(`\r${above > 0 ? `\u001b[${above}A` : ""}\u001b[J${lines.join("\n")}`);
      shown = lines;
    };
    async function decide(keyboard: Keyboard): Promise<CallVerdict> {
      show(question);
      await keyboard.quiet(QUIET_MS, signal);
      for (;;) {
        show([...question, ...keys]);
        const key = await keyboard.next(signal);
        if (key === "y" || key === "a" || key === "n") return key;
        if (key !== "v") continue;
        show([]);
        await showPages(renderAll(call, columns), rows, { keyboard, write, signal });
      }
    }
    try {
      return await withKeyboard(input, decide);
    } catch (error) {
      if (error instanceof Interrupted) interrupt();
      throw error;
    } finally {
      show([]);
    }
  });
}

function renderQuestion({ tool, arguments: args }: WantedCall, columns: number): string[] {
  const call = oneLine(cleanText(describeCall({ id: 0, tool, arguments: args })));
  return fitText(`Call ${call}?`, columns - INDENT.length - 1, MAX_LINES, ", v shows all");
}

function renderAll({ tool, arguments: args }: WantedCall, columns: number): string[] {
  const width = columns - INDENT.length - GUTTER.length;
  const lines = wrapText(cleanText(safeJson(args)), width);
  return [INDENT + oneLine(tool), ...lines.map((line) => INDENT + GUTTER + line)];
}
