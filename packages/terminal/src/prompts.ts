import { createInterface, promises } from "node:readline";
import type { ReadStream } from "node:tty";
import { interrupt } from "./interrupts.ts";
import { Interrupted } from "./keyboard.ts";

/** The terminal that a user types in. */
export type PromptTerminal = { input: ReadStream; output: NodeJS.WritableStream };

const MAX_HISTORY = 500;

/**
 * Makes a prompt that remembers what was typed: the arrow keys bring it back. What is pasted is one text, with all its
 * lines. Ctrl-C clears the line; on an empty one it ends the input, as Ctrl-D does.
 *
 * @returns What was typed; undefined at the end of the input, and when the signal aborts.
 */
export function createPrompt({ input, output }: PromptTerminal, words: string) {
  let history: string[] = [];

  return function ask(signal: AbortSignal): Promise<string | undefined> {
    const typed = Promise.withResolvers<string | undefined>();
    const lines: string[] = [];
    const prompt = createInterface({
      input,
      output,
      terminal: true,
      prompt: words,
      history,
      historySize: MAX_HISTORY,
      removeHistoryDuplicates: true,
      signal,
    });
    prompt.on("history", (now) => {
      history = now;
    });
    prompt.on("line", (line) => {
      lines.push(line);
      // The lines of a paste come together.
      if (lines.length === 1) setImmediate(() => typed.resolve([...lines, prompt.line].join("\n").trim()));
    });
    prompt.on("SIGINT", () => {
      if (prompt.line === "") return prompt.close();
      prompt.write(null, { ctrl: true, name: "e" });
      prompt.write(null, { ctrl: true, name: "u" });
    });
    prompt.on("close", () => {
      if (lines.length > 0) return;
      output.write("\n");
      typed.resolve(undefined);
    });
    prompt.prompt();
    return typed.promise.finally(() => prompt.close());
  };
}

/** A line longer than this is no longer edited: what is typed replaces it. */
const MAX_LENGTH = 1_000;
const NEWLINE = "⏎";

/**
 * Lets the user edit a text on one line, in which newlines are shown as a sign.
 *
 * @param text Cleaned.
 * @returns Undefined when they leave it as it is.
 * @throws {Interrupted} on Ctrl-C and Ctrl-D, and the signal's reason.
 */
export async function editLine(
  { input, output }: PromptTerminal,
  text: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const isShort = text.length <= MAX_LENGTH;
  const line = isShort ? text.replaceAll("\n", NEWLINE) : "";
  const about = isShort ? `${NEWLINE} is a new line` : "too long for a line: what you type replaces it";
  const prompt = promises.createInterface({ input, output, terminal: true });
  const interrupted = Promise.withResolvers<never>();
  prompt.once("close", () => interrupted.reject(new Interrupted()));
  try {
    const answer = prompt.question(`  Edit the text (${about}; set EDITOR for an editor). Enter ends.\n  > `, {
      signal,
    });
    prompt.write(line);
    const edited = await Promise.race([answer, interrupted.promise]);
    if (edited === line || edited.trim() === "") return undefined;
    return edited.replaceAll(NEWLINE, "\n");
  } catch (error) {
    output.write("\n");
    signal.throwIfAborted();
    throw error;
  } finally {
    prompt.close();
  }
}

/** Waits for Enter. Ctrl-C goes on to the process. */
export async function waitForEnter({ input, output }: PromptTerminal, signal: AbortSignal): Promise<void> {
  const prompt = promises.createInterface({ input, output });
  prompt.once("SIGINT", interrupt);
  try {
    await prompt.question("\nEnter to go on, Ctrl-C to stop ", { signal });
  } catch (error) {
    interrupt();
    throw error;
  } finally {
    prompt.close();
  }
}
