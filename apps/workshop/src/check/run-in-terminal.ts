import { stripVTControlCharacters } from "node:util";
import { startTerminal } from "@kit/terminal/testing/start-terminal";
import type { ProgramOptions, ProgramRun } from "./run-program.ts";

/** The user at the terminal of a program. */
export type AtTerminal = {
  /** Waits until these words were shown so many times, or the program has ended. Default: once. */
  until(words: string, times?: number): Promise<void>;
  /** Types. */
  press(keys: string): void;
};

/** What the user does there. */
export type TerminalUser = (terminal: AtTerminal) => Promise<void>;

/** Runs a program with Node on a pseudo-terminal, to its end or that of the patience. What it shows stands in `stderr`. */
export async function runInTerminal(
  args: readonly string[],
  { env, cwd, patienceMs, signal }: ProgramOptions,
  user: TerminalUser,
): Promise<ProgramRun> {
  const { terminal, screen, exited, until } = startTerminal(process.execPath, args, {
    cwd,
    env,
    columns: 80,
    rows: 50,
  });
  const over = exited.then(() => undefined);
  const kill = () => terminal.kill();
  const run = { isLate: false };
  const timer = setTimeout(() => {
    run.isLate = true;
    kill();
  }, patienceMs);
  process.once("exit", kill);
  signal?.addEventListener("abort", kill, { once: true });
  try {
    await user({
      until: (words, times) => Promise.race([until(words, times), over]),
      press: (keys) => terminal.write(keys),
    });
    return { ...run, code: await exited, stdout: "", stderr: stripVTControlCharacters(screen.text) };
  } finally {
    clearTimeout(timer);
    process.off("exit", kill);
    signal?.removeEventListener("abort", kill);
  }
}
