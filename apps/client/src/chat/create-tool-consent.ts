import type { ReadStream } from "node:tty";
import { createColors } from "picocolors";
import { describeCall } from "../approval/describe-call.ts";
import { fitText } from "../approval/fit-text.ts";
import { renderKeys } from "../approval/render-keys.ts";
import { cleanText } from "../terminal/clean-text.ts";
import type { Screen } from "../terminal/create-screen.ts";
import { interrupt } from "../terminal/interrupt.ts";
import { oneLine } from "../terminal/one-line.ts";
import { safeJson } from "../terminal/safe-json.ts";
import { showPages } from "../terminal/show-pages.ts";
import { Interrupted, type Keyboard, withKeyboard } from "../terminal/with-keyboard.ts";
import type { ConversationOptions } from "./conversation.ts";

/** The terminal in which a person is asked whether a tool may be called. */
export type ConsentTerminal = {
  input: ReadStream;
  screen: Screen;
  layout: () => { columns: number; rows: number; hasColor: boolean };
};

export type ToolConsentOptions = {
  /** Whether every tool may be called (`--yes`). */
  allowAll: boolean;
  /** Absent: nobody can be asked, and no tool is called. */
  terminal: ConsentTerminal | undefined;
  /** The `server/tool` of a name that the model said. */
  qualifiedName: (name: string) => string;
  /** Tells why no tool is called when nobody can be asked. */
  tell: (line: string) => void;
};

/** Keys count once nobody has typed for so long: what was typed before was meant for something else. */
const QUIET_MS = 500;
const MAX_LINES = 3;
const INDENT = 2;

const KEYS = [
  { key: "y", label: "this time" },
  { key: "a", label: "this tool for the session" },
  { key: "n", label: "no" },
  { key: "v", label: "show all" },
].map((key) => ({ ...key, help: "", does: "help" as const }));

/** Asks the person before a tool is called: the model chose it, and its arguments leave for a server. */
export function createToolConsent(options: ToolConsentOptions): ConversationOptions["confirm"] {
  const { allowAll, terminal, qualifiedName, tell } = options;
  const granted = new Set<string>();
  /** A model that is told no may ask for the same again at once: no holds for the turn. */
  let refused: { signal: AbortSignal; names: Set<string> } | undefined;

  return async (name, args, signal) => {
    if (allowAll || granted.has(name)) return true;
    if (refused?.signal !== signal) refused = { signal, names: new Set() };
    if (refused.names.has(name)) return false;
    const tool = qualifiedName(name);
    if (terminal === undefined) {
      tell(oneLine(`${tool} is not called: nobody can be asked. Run in a terminal, or with --yes.`));
      return false;
    }
    const key = await ask(tool, args, terminal, signal);
    if (key === "a") granted.add(name);
    if (key === "n") refused.names.add(name);
    return key !== "n";
  };
}

async function ask(
  tool: string,
  args: Record<string, unknown>,
  { input, screen, layout }: ConsentTerminal,
  signal: AbortSignal,
): Promise<string> {
  const { columns, rows, hasColor } = layout();
  const { bold, cyan } = createColors(hasColor);
  const call = oneLine(cleanText(describeCall({ id: 0, tool, arguments: args })));
  const question = fitText(`Call ${call}?`, columns - INDENT - 1, MAX_LINES, ", v shows all");
  const lines = question.map((line) => `${" ".repeat(INDENT)}${bold(line)}`);
  const keys = renderKeys(KEYS, columns, hasColor);

  return screen.take(signal, async (write) => {
    /** How many lines above the cursor belong to the question. */
    let above = 0;
    const erase = () => write(`\r${above > 0 ? `\u001b[${above}A` : ""}\u001b[J`);
    const paint = () => {
      write([...lines, ...keys].join("\n"));
      above = lines.length + keys.length - 1;
    };
    const decide = async (keyboard: Keyboard): Promise<string> => {
      write(lines.join("\n"));
      above = lines.length - 1;
      await keyboard.quiet(QUIET_MS, signal);
      erase();
      paint();
      for (;;) {
        const key = await keyboard.next(signal);
        if (key === "y" || key === "a" || key === "n") return key;
        if (key !== "v") continue;
        const all = safeJson(args)
          .split("\n")
          .flatMap((line) => fitText(line, columns - INDENT - 2, Infinity, ""));
        erase();
        const pages = [bold(tool), ...all.map((line) => `${cyan("│")} ${line}`)].map((line) => `  ${line}`);
        await showPages(pages, rows, { keyboard, write, signal });
        paint();
      }
    };
    try {
      return await withKeyboard(input, decide);
    } catch (error) {
      if (error instanceof Interrupted) interrupt();
      throw error;
    } finally {
      erase();
    }
  });
}
