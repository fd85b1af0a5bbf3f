import { setImmediate } from "node:timers/promises";
import type { WriteStream } from "node:tty";
import { createScreen } from "@kit/terminal";
import { createKeyboardStream } from "@kit/terminal/testing/keyboard-stream";
import { vi } from "vitest";
import { createTerminalApprover } from "../approval/terminal-approver.ts";

/** How long a card waits until nobody types. */
export const QUIET_MS = 500;

/** A way to ask in a terminal that is none: with what it has shown, and keys to press. */
export function createFakeTerminal(size = { columns: 100, rows: 40 }, env: NodeJS.ProcessEnv = {}) {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { input, press } = createKeyboardStream();
  const terminal = { text: "", seen: () => undefined as unknown };
  const output = {
    ...size,
    write(text: string) {
      terminal.text += text;
      terminal.seen();
      return true;
    },
  };
  const approver = createTerminalApprover({
    input,
    output: output as unknown as WriteStream,
    screen: createScreen(output),
    ...{ editor: env.VISUAL || env.EDITOR, hasColor: false },
  });
  /** Waits until words were shown so many times. */
  async function until(words: string, times = 1): Promise<void> {
    while (terminal.text.split(words).length <= times) {
      await new Promise<void>((resolve) => {
        terminal.seen = () => resolve();
      });
    }
  }
  async function type(...keys: string[]): Promise<void> {
    for (const key of keys) {
      press(key);
      await setImmediate();
    }
  }
  /** Presses keys on a card, as soon as they count. */
  async function pressOnCard(...keys: string[]): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) await setImmediate();
    await vi.advanceTimersByTimeAsync(QUIET_MS);
    await type(...keys);
  }
  return { approver, terminal, until, type, pressOnCard };
}
