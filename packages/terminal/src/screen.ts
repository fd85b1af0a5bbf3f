import { setImmediate } from "node:timers/promises";
import type { CallProgress } from "@kit/protocol";
import { oneLine } from "./clean-text.ts";
import { untilAborted } from "./interrupts.ts";

/** The one terminal that everything of a process writes to. */
export type Screen = {
  /** Writes, or keeps the text until the screen is free again. */
  write(text: string): void;
  /** Whether somebody has the screen to themselves: what moves, such as a progress bar, then stands still. */
  readonly isTaken: boolean;
  /** Gives the screen to one after the other. Who has it writes with the function that it gets. */
  take<T>(signal: AbortSignal, work: (write: (text: string) => void) => Promise<T>): Promise<T>;
  /** Calls the listener when the screen is free again, so that it may show what it had shown, such as a prompt. */
  onFree(listener: () => void): void;
};

/** Brings order into what several write: a card is not torn apart by a progress bar, nor by another card. */
export function createScreen(output: { write(text: string): unknown }): Screen {
  const listeners: (() => void)[] = [];
  let held: string[] = [];
  let inLine = 0;
  let last: Promise<unknown> = Promise.resolve();
  const write = (text: string) => void output.write(text);

  function free(): void {
    inLine -= 1;
    if (inLine > 0) return;
    const texts = held;
    held = [];
    for (const text of texts) write(text);
    for (const listener of listeners) listener();
  }

  return {
    write: (text) => (inLine > 0 ? void held.push(text) : write(text)),
    get isTaken() {
      return inLine > 0;
    },
    onFree: (listener) => void listeners.push(listener),
    async take(signal, work) {
      const before = last;
      const done = Promise.withResolvers<void>();
      last = before.then(() => done.promise);
      inLine += 1;
      try {
        await untilAborted(signal, () => before);
        // What was decided just now may have settled this, too.
        await setImmediate();
        signal.throwIfAborted();
        return await work(write);
      } finally {
        done.resolve();
        free();
      }
    },
  };
}

const BAR_WIDTH = 24;
const DEFAULT_COLUMNS = 80;
/** Goes to the start of the line and empties it. */
const CLEAR_LINE = "\r\u001b[2K";

type Output = { write(text: string): unknown; isTTY?: boolean; columns?: number };

export type ProgressView = {
  show(progress: CallProgress): void;
  /** Takes the bar away, so that what follows begins on an empty line. */
  end(): void;
};

/** A bar that moves in a terminal; a line for each report elsewhere. */
export function createProgressView(output: Output): ProgressView {
  if (output.isTTY !== true) {
    return { show: (progress) => void output.write(`${describe(progress)}\n`), end: () => undefined };
  }
  let isShown = false;
  return {
    show(progress) {
      isShown = true;
      const width = (output.columns ?? DEFAULT_COLUMNS) - 1;
      output.write(`${CLEAR_LINE}${`${bar(progress)}${describe(progress)}`.slice(0, width)}`);
    },
    end() {
      if (isShown) output.write(CLEAR_LINE);
      isShown = false;
    },
  };
}

/** `3 of 12: part 3 of 12 translated` */
function describe({ progress, total, message }: CallProgress): string {
  const step = total === undefined ? String(progress) : `${progress} of ${total}`;
  return message === undefined ? step : `${step}: ${oneLine(message)}`;
}

function bar({ progress, total }: CallProgress): string {
  if (total === undefined || total <= 0) return "";
  const filled = Math.round(Math.min(1, Math.max(0, progress / total)) * BAR_WIDTH);
  return `[${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)}] `;
}
