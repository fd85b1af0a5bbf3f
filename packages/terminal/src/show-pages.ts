import type { Keyboard } from "./with-keyboard.ts";

const CLEAR_LINE = "\r\u001b[K";
const BACK = new Set(["q", "escape"]);
const ON = new Set(["space", "enter", "down"]);

/**
 * Shows lines a screenful at a time, so that none runs by unread. They are made as they are shown.
 *
 * @throws {Interrupted} on Ctrl-C, and the signal's reason.
 */
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
