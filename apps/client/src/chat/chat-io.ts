import { createInterface } from "node:readline";
import { type Interrupts, safeJson, withInterruptKey } from "@kit/terminal";
import { createColors } from "picocolors";
import type { HostContext } from "../host/host-context.ts";
import type { ConsentTerminal } from "./ask-about-call.ts";
import type { ChatObserver } from "./chat-event.ts";
import type { HubToolset } from "./create-hub-toolset.ts";
import { createPrompt } from "./create-prompt.ts";
import { createTextView } from "./create-text-view.ts";
import type { ChatLoop } from "./run-chat.ts";

/** Where a chat reads and writes. */
export type ChatIo = Pick<ChatLoop, "next" | "during"> & {
  /** Whether a person types at a prompt, and sees everything on one screen. */
  isInteractive: boolean;
  columns: number;
  observe: ChatObserver;
  /** Absent when nobody can be asked. */
  consentTerminal: ConsentTerminal | undefined;
};

type ChatIoOptions = {
  isJson: boolean;
  isVerbose: boolean;
  context: HostContext;
  interrupts: Interrupts;
  toolset: HubToolset;
};

const DEFAULT_SIZE = { columns: 80, rows: 24 };
const PROMPT = "› ";

/** A prompt in a terminal; else the lines of stdin, with answers on stdout and the rest on stderr. */
export function chatIo({ isJson, isVerbose, context, interrupts, toolset }: ChatIoOptions): ChatIo {
  const { stdin, stdout, stderr } = process;
  const { screen, signal, env } = context;
  const canAsk = stdin.isTTY === true && stderr.isTTY === true;
  const isInteractive = canAsk && stdout.isTTY === true && !isJson;
  const hasColor = stderr.isTTY === true && !env.NO_COLOR;
  const layout = () => {
    const { columns = DEFAULT_SIZE.columns, rows = DEFAULT_SIZE.rows } = stderr;
    return { columns, rows, hasColor };
  };
  const { columns } = layout();
  const textView = () =>
    createTextView({
      ...{ screen, columns, hasColor, qualifiedName: toolset.qualifiedName },
      // Beside the hops of --verbose a bar would be torn apart.
      isTTY: stderr.isTTY === true && !isVerbose,
      writeResult: isInteractive ? undefined : (text) => void stdout.write(text),
    });
  return {
    isInteractive,
    columns,
    observe: isJson ? (event) => void stdout.write(`${safeJson(event, 0)}\n`) : textView(),
    consentTerminal: canAsk ? { input: stdin, screen, layout } : undefined,
    ...(isInteractive ? fromPrompt() : fromLines()),
  };

  function fromPrompt(): Pick<ChatIo, "next" | "during"> {
    const { bold, cyan } = createColors(hasColor);
    const ask = createPrompt({ input: stdin, output: stderr }, bold(cyan(PROMPT)));
    return {
      // What else is written waits until the line is.
      next: () =>
        screen.take(signal, () => ask(signal)).catch((error) => (signal.aborted ? undefined : Promise.reject(error))),
      during: (turn) => interrupts.during((stopped) => withInterruptKey(stdin, () => turn(stopped))),
    };
  }

  function fromLines(): Pick<ChatIo, "next" | "during"> {
    const lines = createInterface({ input: stdin, signal })[Symbol.asyncIterator]();
    return {
      async next() {
        const { value, done } = await lines.next();
        return done === true ? undefined : value.trim();
      },
      during: (turn) => turn(signal),
    };
  }
}
