import { ERROR_CODES, KitError } from "@kit/protocol";

/** What a program learns of an error that ends a command. */
type Failure = { code: string; message: string; fix?: string };

/**
 * Runs a command; when it fails, says why with its code and what to do, without a stack trace, and makes the process
 * exit with 1.
 *
 * @param isJson Whether the command was asked for JSON: then the error is an object on stdout, `{ "error": … }`.
 */
export async function reportFailure(isJson: boolean, run: () => void | Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const failure = toFailure(error);
    process.exitCode = 1;
    if (isJson) console.log(JSON.stringify({ error: failure }));
    else console.error(render(failure));
  }
}

function toFailure(error: unknown): Failure {
  if (!(error instanceof KitError)) return { code: "unexpected", message: String(error) };
  return { code: error.code, message: error.message, fix: ERROR_CODES[error.code].fix };
}

function render({ code, message, fix }: Failure): string {
  const separator = message.includes("\n") ? "\n" : " ";
  return [`Failed (${code}):${separator}${message}`, ...(fix === undefined ? [] : [`Next: ${fix}`])].join("\n");
}
