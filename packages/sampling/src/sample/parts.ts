import { KitError } from "@kit/protocol";
import type { SampleReply } from "./ask-once.ts";
import type { ReportProgress } from "./tool.ts";

/** How the parts of a text are worked on. */
export type Parts<T> = {
  parts: readonly string[];
  /** What is done with a part, for the messages: `summarized`. */
  done: string;
  work: (part: string, index: number) => Promise<T>;
  progress: ReportProgress;
  /** How many reports came before. */
  offset?: number;
};

/**
 * Works on all parts side by side, which costs one round, and reports each. A part that fails for good fails the call,
 * with an error that names it.
 */
export async function sampleParts<T>({ parts, done, work, progress, offset = 0 }: Parts<T>): Promise<T[]> {
  let finished = offset;
  const total = offset + parts.length;
  return Promise.all(
    parts.map(async (part, index) => {
      try {
        const result = await work(part, index);
        finished += 1;
        progress(finished, total, `part ${index + 1} of ${parts.length} ${done}`);
        return result;
      } catch (error) {
        throw parts.length > 1 ? nameThePart(error, index + 1, parts.length) : error;
      }
    }),
  );
}

function nameThePart(error: unknown, part: number, parts: number): unknown {
  if (!(error instanceof KitError)) return error;
  const { code, isRetryable, data, message } = error;
  return new KitError(code, `Part ${part} of ${parts}: ${message}`, {
    isRetryable,
    data: { ...data, part, parts },
    cause: error,
  });
}

/**
 * Puts a text between tags, so that a model can tell data from instructions. The tag gets a number if the text itself
 * holds the closing tag, so that it cannot end the data early.
 */
export function wrapData(tag: string, text: string): string {
  let name = tag;
  for (let number = 2; text.includes(`</${name}>`); number += 1) name = `${tag}-${number}`;
  return `<${name}>\n${text}\n</${name}>`;
}

/** @throws {KitError} "reply_cut_off" when the model stopped because it ran out of tokens. */
export function assertComplete({ model, stopReason, text }: SampleReply): void {
  if (stopReason !== "maxTokens") return;
  throw new KitError("reply_cut_off", `${model} ran out of tokens before it had finished. Shorten the input.`, {
    data: { model, charactersReceived: text.length },
  });
}
