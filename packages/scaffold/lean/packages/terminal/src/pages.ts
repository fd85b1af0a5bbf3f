import type { ReadStream } from "node:tty";
import { interrupt, untilAborted } from "./interrupts.ts";
import type { Screen } from "./screen.ts";

const [CTRL_C, CTRL_D] = ["\u0003", "\u0004"];
/** Keys count once nobody has typed for so long: what was typed before was meant for something else. */
const QUIET_MS = 500;

export type KeyQuestion<Answer extends string> = {
  /** The question, and the help for its keys, as lines that fit the terminal. */
  lines: readonly string[];
  help: string;
  answers: readonly Answer[];
  /** What `v` shows, made as it is written. */
  all: () => Iterable<string>;
};

/**
 * Asks a question once nobody types any more. Resolves to `undefined` on Ctrl-C, which goes on to the process, and when
 * the terminal is gone. The terminal is as it was afterwards. Rejects with the signal's reason.
 */
export function askKey<Answer extends string>(
  { lines, help, answers, all }: KeyQuestion<Answer>,
  { input, screen }: { input: ReadStream; screen: Screen },
  signal: AbortSignal,
): Promise<Answer | undefined> {
  return screen.take(signal, async (write) => {
    const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
    let isQuiet = false;
    function show(shown: Iterable<string>): void {
      for (const line of shown) write(`${line}\n`);
    }
    const timer = setTimeout(() => {
      isQuiet = true;
      show([help]);
    }, QUIET_MS);
    const leave = () => resolve(undefined);
    function hear(data: string | Buffer): void {
      const key = data.toString().toLowerCase();
      const answer = answers.find((one) => one === key);
      if (key.includes(CTRL_C)) interrupt();
      if (key.includes(CTRL_C) || key === CTRL_D) leave();
      else if (!isQuiet) timer.refresh();
      else if (answer !== undefined) resolve(answer);
      else if (key === "v") show([...all(), help]);
    }
    const wasRaw = input.isRaw;
    show(lines);
    input.setRawMode(true);
    input.on("data", hear).on("end", leave).resume();
    try {
      return await untilAborted(signal, () => promise);
    } finally {
      clearTimeout(timer);
      input.off("data", hear).off("end", leave).pause();
      input.setRawMode(wasRaw);
    }
  });
}
