import type { ReadStream } from "node:tty";
import { interrupt, untilAborted } from "./interrupts.ts";

/** What readers of keys listen to, and those of lines: there, Node's one decoder of keys stays for all prompts. */
const EVENTS = { keys: ["data", "keypress", "readable"], lines: ["keypress"] } as const;

/** Gives the input to `work` alone, by the key or by the line, and leaves the terminal as it was, whatever happens. */
export async function withInput<T>(input: ReadStream, as: keyof typeof EVENTS, work: () => Promise<T>): Promise<T> {
  const wasRaw = input.isRaw;
  const wasFlowing = input.readableFlowing === true;
  const taken = EVENTS[as].flatMap((event) => input.rawListeners(event).map((listener) => ({ event, listener })));
  for (const { event, listener } of taken) input.off(event, listener as () => void);
  input.pause();
  input.setRawMode(as === "keys");
  try {
    return await work();
  } finally {
    input.pause();
    input.setRawMode(wasRaw);
    for (const { event, listener } of taken) input.on(event, listener as () => void);
    if (wasFlowing) input.resume();
  }
}

export type Key = string;

export type Keyboard = {
  /** The next key. What was typed before is gone. @throws {Interrupted} on Ctrl-C, and the signal's reason. */
  next(signal: AbortSignal): Promise<Key>;
  /** Waits until nothing was typed for so many milliseconds. @throws {Interrupted} on Ctrl-C; the signal's reason. */
  quiet(milliseconds: number, signal: AbortSignal): Promise<void>;
};

/** The user pressed Ctrl-C, or the terminal is gone. */
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
  let stop: (error: Interrupted) => void = () => undefined;
  const leave = () => stop(new Interrupted());
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
      stop = pressed.reject;
      heard = (key) => {
        if (key !== undefined) pressed.resolve(key);
      };
      return pressed.promise;
    });
  }

  async function quiet(milliseconds: number, signal: AbortSignal): Promise<void> {
    const silent = Promise.withResolvers<void>();
    const timer = setTimeout(silent.resolve, milliseconds);
    stop = silent.reject;
    heard = () => timer.refresh();
    await untilAborted(signal, () => silent.promise).finally(() => clearTimeout(timer));
  }
}

/** Several characters at once are pasted or were typed ahead: nobody pressed them for what is shown now. */
function toKey(data: string): Key | undefined {
  const named = NAMED[data];
  if (named !== undefined) return named;
  return [...data].length === 1 ? data.toLowerCase() : undefined;
}

/** Hears Ctrl-C while `work` goes on, drops other keys, and makes no signal of it, which would reach the servers. */
export function withInterruptKey<T>(input: ReadStream, work: () => Promise<T>): Promise<T> {
  const hear = (data: string | Buffer) => {
    if (data.toString().includes(CTRL_C)) interrupt();
  };
  return withInput(input, "keys", async () => {
    input.on("data", hear);
    input.resume();
    try {
      return await work();
    } finally {
      input.off("data", hear);
    }
  });
}
