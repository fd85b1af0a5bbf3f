import { ERROR_CODES, KitError } from "@kit/protocol";
import { cleanText } from "./clean-text.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import { safeJson } from "./safe-json.ts";
import { UsageError } from "./usage-error.ts";

/** What a program learns of an error that ends a command. */
export type Failure = { code: string; message: string; fix?: string };

/**
 * Runs a command; when it fails, says why with its code and what to do, without a stack trace, and sets the exit code.
 * After Ctrl-C it says nothing.
 *
 * @param isJson Whether the command was asked for JSON: then the error is an object on stdout, `{ "error": … }`.
 */
export async function reportFailure(isJson: boolean, run: () => void | Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (process.exitCode === EXIT_CODES.interrupted) return;
    process.exitCode = error instanceof UsageError ? EXIT_CODES.usage : EXIT_CODES.failed;
    const failure = toFailure(error);
    if (isJson) console.log(safeJson({ error: failure }, 0));
    else console.error(renderFailure(failure));
  }
}

/** An error as a program reads it. */
export function toFailure(error: unknown): Failure {
  if (error instanceof UsageError) return { code: error.code, message: error.message, fix: error.fix };
  if (!(error instanceof KitError)) return { code: "unexpected", message: String(error) };
  return { code: error.code, message: error.message, fix: ERROR_CODES[error.code].fix };
}

/** An error as a person reads it. Its message may quote a server. */
export function renderFailure({ code, message, fix }: Failure): string {
  const separator = message.includes("\n") ? "\n" : " ";
  return [`Failed (${code}):${separator}${cleanText(message)}`, ...(fix === undefined ? [] : [`Next: ${fix}`])].join(
    "\n",
  );
}
