import type { ReadStream } from "node:tty";
import { interrupt } from "./interrupts.ts";
import { Interrupted, type Keyboard, withKeyboard } from "./keyboard.ts";
import type { Screen } from "./screen.ts";

const CLEAR_LINE = "\r\u001b[K";
const BACK = new Set(["q", "escape"]);
const ON = new Set(["space", "enter", "down"]);
/** Keys count once nobody has typed for so long: what was typed before was meant for something else. */
const QUIET_MS = 500;

/** Shows lines a screenful at a time, made as they are shown. @throws {Interrupted} on Ctrl-C; the signal's reason. */
export async function showPages(
  lines: Iterable<string>,
  rows: number,
  { keyboard, write, signal }: { keyboard: Keyboard; write: (text: string) => void; signal: AbortSignal },
): Promise<void> {
  const iterator = lines[Symbol.iterator]();
  let next = iterator.next();
  for (;;) {
    for (let row = 1; row < rows && next.done !== true; row += 1) {
      write(`${next.value}\n`);
      next = iterator.next();
    }
    if (next.done === true) return;
    write("  space more, q back ");
    let key = await keyboard.next(signal);
    while (!BACK.has(key) && !ON.has(key)) key = await keyboard.next(signal);
    write(CLEAR_LINE);
    if (BACK.has(key)) return;
  }
}

export type KeyQuestion<Answer extends string> = {
  /** The question, and the help for its keys, as lines that fit the terminal. */
  lines: readonly string[];
  help: readonly string[];
  answers: readonly Answer[];
  /** What `v` shows, a page of so many rows at a time. */
  all: { lines: Iterable<string>; rows: number };
};

/** Asks a question once nobody types, and takes it back when answered. @throws {Interrupted}; the signal's reason. */
export function askKey<Answer extends string>(
  { lines, help, answers, all }: KeyQuestion<Answer>,
  { input, screen }: { input: ReadStream; screen: Screen },
  signal: AbortSignal,
): Promise<Answer> {
  return screen.take(signal, async (write) => {
    let shown: readonly string[] = [];
    const show = (next: readonly string[]) => {
      const above = shown.length - 1;
      write(`\r${above > 0 ? `\u001b[${above}A` : ""}\u001b[J${next.join("\n")}`);
      shown = next;
    };
    async function decide(keyboard: Keyboard): Promise<Answer> {
      show(lines);
      await keyboard.quiet(QUIET_MS, signal);
      for (;;) {
        show([...lines, ...help]);
        const key = await keyboard.next(signal);
        const answer = answers.find((one) => one === key);
        if (answer !== undefined) return answer;
        if (key !== "v") continue;
        show([]);
        await showPages(all.lines, all.rows, { keyboard, write, signal });
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
