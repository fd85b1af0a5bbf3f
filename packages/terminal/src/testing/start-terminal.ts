import { spawn } from "@lydell/node-pty";

/** A program on a real pseudo-terminal, and what it has shown. */
export function startTerminal(
  command: string,
  args: readonly string[],
  options: { columns?: number; rows?: number; cwd?: string; env?: Record<string, string> } = {},
) {
  const { PATH = "", HOME = "" } = process.env;
  const { columns = 120, rows = 40, cwd = process.cwd(), env = {} } = options;
  const terminal = spawn(command, [...args], { cols: columns, rows, cwd, env: { PATH, HOME, TERM: "xterm", ...env } });
  const screen = { text: "", seen: () => undefined as unknown };
  terminal.onData((data) => {
    screen.text += data;
    screen.seen();
  });
  const exited = new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));

  /** Waits until words were shown so many times. */
  async function until(words: string, times = 1): Promise<void> {
    while (screen.text.split(words).length <= times) {
      await new Promise<void>((resolve) => {
        screen.seen = () => resolve();
      });
    }
  }
  return { terminal, screen, exited, until };
}
