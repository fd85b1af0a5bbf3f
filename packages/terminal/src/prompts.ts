import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface, promises } from "node:readline";
import type { ReadStream } from "node:tty";
import { KitError } from "@kit/protocol";
import { interrupt } from "./interrupts.ts";
import { Interrupted } from "./keyboard.ts";

export type PromptTerminal = { input: ReadStream; output: NodeJS.WritableStream };

const MAX_HISTORY = 500;

/**
 * Makes a prompt that remembers what was typed. What is pasted is one text, with all its lines. Ctrl-C clears the line;
 * on an empty one it ends the input, as Ctrl-D does. Gives undefined at the end, and when the signal aborts.
 */
export function createPrompt({ input, output }: PromptTerminal, words: string) {
  let history: string[] = [];

  return function ask(signal: AbortSignal): Promise<string | undefined> {
    const typed = Promise.withResolvers<string | undefined>();
    const lines: string[] = [];
    const prompt = createInterface({
      ...{ input, output, terminal: true, prompt: words, signal },
      ...{ history, historySize: MAX_HISTORY, removeHistoryDuplicates: true },
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

/** Lets the user edit a cleaned text; undefined when they leave it. @throws {Interrupted}, and the signal's reason. */
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
    const question = `  Edit the text (${about}; set EDITOR for an editor). Enter ends.\n  > `;
    const answer = prompt.question(question, { signal });
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

/**
 * Opens a text in the user's editor, such as `vim` or `code --wait`, and returns what they saved. The file is theirs
 * alone and is removed afterwards.
 *
 * @throws {KitError} "invalid_option" when the editor cannot be started or fails.
 */
export async function runEditor(editor: string, text: string, signal: AbortSignal): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "kit-edit-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    const path = join(folder, "request.txt");
    await writeFile(path, text, { mode: 0o600 });
    const child = startEditor(editor, path);
    const end = () => child.kill();
    signal.addEventListener("abort", end, { once: true });
    const [code] = await once(child, "close").finally(() => signal.removeEventListener("abort", end));
    signal.throwIfAborted();
    if (code !== 0) throw editorFailed(editor, `it ended with ${code}`);
    return await readFile(path, "utf8");
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof KitError ? error : editorFailed(editor, String(error));
  } finally {
    process.off("exit", remove);
    remove();
  }
}

/** A shell reads the command line, and becomes the editor: so it can be ended. */
function startEditor(editor: string, path: string) {
  if (process.platform === "win32") return spawn(`${editor} "${path}"`, { shell: true, stdio: "inherit" });
  return spawn("/bin/sh", ["-c", `exec ${editor} "$1"`, "sh", path], { stdio: "inherit" });
}

function editorFailed(editor: string, why: string): KitError {
  const message = `The editor "${editor}" failed: ${why}. Set VISUAL or EDITOR to one that works.`;
  return new KitError("invalid_option", message);
}
