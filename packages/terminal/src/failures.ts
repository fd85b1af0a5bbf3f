import { ERROR_CODES, KitError } from "@kit/protocol";
import { type Command, CommanderError } from "commander";
import { cleanText, safeJson } from "./clean-text.ts";

/** What the process exits with when a command did not do its work. */
export const EXIT_CODES = {
  /** A tool, a server or the client failed. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** The user pressed Ctrl-C. */
  interrupted: 130,
} as const;

/** The user wrote a command that cannot be carried out: the process exits with 2, and nothing was sent. */
export class UsageError extends KitError {
  readonly fix = "See --help; pnpm client tools says what each tool takes.";

  constructor(message: string) {
    super("invalid_option", message);
  }
}

/** What a program learns of an error that ends a command. */
export type Failure = { code: string; message: string; fix?: string };

/**
 * Runs a command; when it fails, says why with its code and what to do, and what caused it, and sets the exit code.
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
    for (const line of describeCauses(error)) console.error(line);
  }
}

/** An error as a program reads it. */
export function toFailure(error: unknown): Failure {
  if (error instanceof UsageError) return { code: error.code, message: error.message, fix: error.fix };
  if (!(error instanceof KitError)) return { code: "unexpected", message: String(error) };
  return { code: error.code, message: error.message, fix: ERROR_CODES[error.code].fix };
}

/** An error as a user reads it. Its message may quote a server, so no line of it begins where ours do. */
export function renderFailure({ code, message, fix }: Failure): string {
  const lines = cleanText(message).split("\n");
  const separator = lines.length > 1 ? "\n  " : " ";
  return [`Failed (${code}):${separator}${lines.join("\n  ")}`, ...(fix === undefined ? [] : [`Next: ${fix}`])].join(
    "\n",
  );
}

const told = new WeakSet<Error>();

/**
 * What stands behind an error, for the log of the user whose program it is: every cause that the message does not quote,
 * and where an error arose that has no code. What was described once is not described again.
 */
export function describeCauses(error: unknown): string[] {
  const lines: string[] = [];
  const isUnexpected = error instanceof Error && !(error instanceof KitError);
  let quoted = isUnexpected ? "" : String(error);
  for (let at = isUnexpected ? error : causeOf(error); at !== undefined; at = causeOf(at)) {
    if (told.has(at)) break;
    told.add(at);
    if (!quoted.includes(at.message)) lines.push(at === error ? (at.stack ?? at.message) : `Cause: ${at}`);
    quoted = at.message;
  }
  return lines.map(cleanText);
}

function causeOf(error: unknown): Error | undefined {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  if (cause === undefined || cause instanceof Error) return cause;
  return new Error(String(cause));
}

/**
 * Runs the command that the user named. A command line that cannot be read has been explained by then.
 *
 * @param args What stands after the program. Default: what this process was started with.
 */
export async function runProgram(program: Command, args: readonly string[] = process.argv.slice(2)): Promise<void> {
  throwInsteadOfExit(program);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) process.exitCode = EXIT_CODES.usage;
  }
}

function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) throwInsteadOfExit(child);
}
