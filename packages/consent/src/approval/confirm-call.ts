import type { ReadStream } from "node:tty";
import { askKey, cleanText, oneLine, type Screen, safeJson, wrapText } from "@kit/terminal";
import { createColors } from "picocolors";
import { describeCall } from "../format.ts";
import { renderKeys } from "./card-actions.ts";
import { fitText } from "./render-card.ts";

/** The terminal in which the user is asked whether a tool may be called. */
export type AskingTerminal = {
  input: ReadStream;
  screen: Screen;
  layout: () => { columns: number; rows: number; hasColor: boolean };
};

/** Whether the user lets a tool be called, which goes by `server/tool`. */
export type Confirm = (tool: string, args: Record<string, unknown>, signal: AbortSignal) => Promise<boolean>;

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
 * Asks the user before a tool is called: the model chose it, and its arguments leave for a server.
 *
 * @param allowAll Whether every tool may be called (`--yes`).
 * @param terminal Absent: nobody can be asked, and no tool is called.
 * @param tell Says so.
 */
export function createConfirm(
  allowAll: boolean,
  terminal: AskingTerminal | undefined,
  tell: (line: string) => void,
): Confirm {
  const granted = new Set<string>();
  /** A model that is told no may ask for the same again at once: no holds for the turn. */
  let refused: { signal: AbortSignal; tools: Set<string> } | undefined;

  return async (tool, args, signal) => {
    if (allowAll || granted.has(tool)) return true;
    if (refused?.signal !== signal) refused = { signal, tools: new Set() };
    if (refused.tools.has(tool)) return false;
    if (terminal === undefined) {
      tell(oneLine(`${tool} is not called: nobody can be asked. Run in a terminal, or with --yes.`));
      return false;
    }
    const answer = await askAboutCall(tool, args, terminal, signal);
    if (answer === "a") granted.add(tool);
    if (answer === "n") refused.tools.add(tool);
    return answer !== "n";
  };
}

/** This time, for the session, or no. */
function askAboutCall(tool: string, args: Record<string, unknown>, terminal: AskingTerminal, signal: AbortSignal) {
  const { columns, rows, hasColor } = terminal.layout();
  const { bold } = createColors(hasColor);
  const call = oneLine(cleanText(describeCall({ id: 0, tool, arguments: args })));
  const lines = fitText(`Call ${call}?`, columns - INDENT.length - 1, MAX_LINES, ", v shows all");
  const all = wrapText(cleanText(safeJson(args)), columns - INDENT.length - GUTTER.length);
  return askKey(
    {
      lines: lines.map((line) => INDENT + bold(line)),
      help: renderKeys(KEYS, columns, hasColor),
      answers: ["y", "a", "n"],
      all: { lines: [INDENT + oneLine(tool), ...all.map((line) => INDENT + GUTTER + line)], rows },
    },
    terminal,
    signal,
  );
}
