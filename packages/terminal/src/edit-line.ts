import { createInterface } from "node:readline/promises";
import type { ReadStream } from "node:tty";
import { Interrupted } from "./with-keyboard.ts";

/** A line longer than this is no longer edited: what is typed replaces it. */
const MAX_LENGTH = 1_000;
const NEWLINE = "⏎";

/**
 * Lets a person edit a text on one line, in which newlines are shown as a sign.
 *
 * @param text Cleaned.
 * @returns Undefined when they leave it as it is.
 * @throws {Interrupted} on Ctrl-C and Ctrl-D, and the signal's reason.
 */
export async function editLine(
  { input, output }: { input: ReadStream; output: NodeJS.WritableStream },
  text: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const isShort = text.length <= MAX_LENGTH;
  const line = isShort ? text.replaceAll("\n", NEWLINE) : "";
  const about = isShort ? `${NEWLINE} is a new line` : "too long for a line: what you type replaces it";
  const prompt = createInterface({ input, output, terminal: true });
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
