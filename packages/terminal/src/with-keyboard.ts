import type { ReadStream } from "node:tty";
import { untilAborted } from "./until-aborted.ts";
import { withInput } from "./with-input.ts";

/** A key by its character, or by one of these names. */
export type Key = string;

/** The single keys that a person presses. */
export type Keyboard = {
  /**
   * The next key. What was typed before is gone.
   *
   * @throws {Interrupted} on Ctrl-C, and the signal's reason.
   */
  next(signal: AbortSignal): Promise<Key>;
  /**
   * Waits until nothing was typed for so long, in milliseconds.
   *
   * @throws {Interrupted} on Ctrl-C, and the signal's reason.
   */
  quiet(milliseconds: number, signal: AbortSignal): Promise<void>;
};

/** The person pressed Ctrl-C, or the terminal is gone. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";

const NAMED: Readonly<Record<string, Key>> = {
  "\r": "enter",
  "\n": "enter",
  "\u001b": "escape",
  "\u001b[B": "down",
  "\u001b[6~": "space",
  " ": "space",
};

/** Gives single keys to `work`, and leaves the terminal as it was. */
export function withKeyboard<T>(input: ReadStream, work: (keyboard: Keyboard) => Promise<T>): Promise<T> {
  let heard: (key: Key | undefined) => void = () => undefined;
  let interrupt: (error: Interrupted) => void = () => undefined;
  const leave = () => interrupt(new Interrupted());
  const hear = (data: string | Buffer) => {
    const text = data.toString();
    if (text.includes(CTRL_C) || text === CTRL_D) leave();
    else heard(toKey(text));
  };

  return withInput(input, "keys", async () => {
    input.on("data", hear);
    input.on("end", leave);
    input.resume();
    try {
      return await work({ next, quiet });
    } finally {
      input.off("data", hear);
      input.off("end", leave);
    }
  });

  function next(signal: AbortSignal): Promise<Key> {
    return untilAborted(signal, () => {
      const pressed = Promise.withResolvers<Key>();
      interrupt = pressed.reject;
      heard = (key) => {
        if (key !== undefined) pressed.resolve(key);
      };
      return pressed.promise;
    });
  }

  async function quiet(milliseconds: number, signal: AbortSignal): Promise<void> {
    const silent = Promise.withResolvers<void>();
    const timer = setTimeout(silent.resolve, milliseconds);
    interrupt = silent.reject;
    heard = () => timer.refresh();
    await untilAborted(signal, () => silent.promise).finally(() => clearTimeout(timer));
  }
}

/** Several characters at once are pasted or were typed ahead: no key that anybody pressed for what is shown now. */
function toKey(data: string): Key | undefined {
  const named = NAMED[data];
  if (named !== undefined) return named;
  return [...data].length === 1 ? data.toLowerCase() : undefined;
}
