import { PassThrough } from "node:stream";
import type { ReadStream } from "node:tty";

/** What a keyboard sends, for tests that need no terminal: each write arrives by itself, as keys pressed apart do. */
export function createKeyboardStream() {
  const stream = new PassThrough({ objectMode: true });
  const modes: boolean[] = [];
  const input = Object.assign(stream, {
    isRaw: false,
    isTTY: true as const,
    setRawMode(mode: boolean) {
      input.isRaw = mode;
      modes.push(mode);
      return input;
    },
  });
  return { input: input as unknown as ReadStream, press: (keys: string) => void stream.write(keys), modes };
}
