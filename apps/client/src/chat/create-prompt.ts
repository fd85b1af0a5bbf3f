import { createInterface } from "node:readline";
import type { ReadStream } from "node:tty";
import { interrupt } from "@kit/terminal";

/** The terminal that a person types in. */
export type PromptTerminal = { input: ReadStream; output: NodeJS.WritableStream };

const MAX_HISTORY = 500;

/**
 * Makes a prompt that remembers what was typed: the arrow keys bring it back. What is pasted is one text, with all its
 * lines. Ctrl-C clears the line; on an empty one it goes on to the process.
 *
 * @returns What was typed; undefined after Ctrl-D, and when the signal aborts.
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
      if (prompt.line === "") return interrupt();
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
