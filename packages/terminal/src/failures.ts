import { type ErrorCode, KitError } from "@kit/protocol";
import { type Command, CommanderError } from "commander";
import { closestMatch } from "leven";
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

/** The user wrote a command that cannot be carried out: the process exits with 2, and no tool was called. */
export class UsageError extends KitError {
  /** @param options With `code`. Default: `invalid_option`. */
  constructor(message: string, { code = "invalid_option", fix }: { code?: ErrorCode; fix?: string } = {}) {
    super(code, message, { fix: fix ?? "pnpm client tools says what each tool takes." });
  }
}

export type Failure = { code: string; message: string; fix?: string; cause?: string };

/**
 * Runs a command; when it fails, says why, what to do and what caused it, and sets the exit code. After Ctrl-C it says
 * nothing. With JSON, the error is an object on stdout, `{ "error": … }`.
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

/** An error as a program reads it. Commands stand in its fix as the user types them. */
export function toFailure(error: unknown): Failure {
  if (!(error instanceof KitError)) return { code: "unexpected", message: String(error) };
  const { code, message, fix, cause } = error;
  const isNew = cause instanceof Error && !message.includes(cause.message);
  return { code, message, fix: asTyped(fix), ...(isNew && { cause: cause.message }) };
}

/** A text in which the kit's commands stand as the user types them: who came by `npx` or `npm` may have no pnpm. */
export function asTyped(text: string, env: NodeJS.ProcessEnv = process.env): string {
  const { npm_config_user_agent: agent = "", npm_execpath: path = "" } = env;
  const isNpm = agent.startsWith("npm/");
  const [, version] = /^pnpm\/(\S+)/.exec(agent) ?? [];
  const pnpm = version !== undefined && path.includes("_npx") ? `npx -y pnpm@${version}` : "pnpm";
  return text.replace(/\bpnpm (client|dev|learn|run stage)\b( (?=[\w-]))?/g, (_command, script, space = "") =>
    isNpm ? `npm run ${script.replace("run ", "")}${space && " -- "}` : `${pnpm} ${script}${space}`,
  );
}

/** An error as a user reads it. Its message may quote a server, so no line of it begins where ours do. */
export function renderFailure({ code, message, fix }: Failure): string {
  const lines = cleanText(message).split("\n");
  const separator = lines.length > 1 ? "\n  " : " ";
  const next = fix === undefined ? "" : `\nNext: ${fix}`;
  return `Failed (${code}):${separator}${lines.join("\n  ")}${next}`;
}

const told = new WeakSet<Error>();

/** Every cause that an error does not quote, and where one arose that has no code. Each is described once. */
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

/** The first version of Node that has all that the kit uses. */
const NEEDED_NODE = "22.18";

/** @throws {KitError} "node_too_old" */
function requireNode(): void {
  const { node } = process.versions;
  if (node.localeCompare(NEEDED_NODE, "en", { numeric: true }) >= 0) return;
  throw new KitError("node_too_old", `This is Node ${node}, and the kit needs ${NEEDED_NODE} or newer.`);
}

/** Runs the command that the user named. A command line that cannot be read ends as a {@link UsageError} does. */
export async function runProgram(program: Command, args: readonly string[] = process.argv.slice(2)): Promise<void> {
  explainUsage(program, program.name());
  await reportFailure(args.includes("--json"), async () => {
    try {
      requireNode();
      refuseUnknownCommand(program, args);
      await program.parseAsync(args, { from: "user" });
    } catch (error) {
      // The help was shown.
      if (!(error instanceof CommanderError))
        throw error instanceof UsageError ? misplaced(program, args, error) : error;
    }
  });
}

/** Lets a command throw what is wrong with its command line instead of printing it. */
function explainUsage(command: Command, path: string): void {
  command.configureOutput({ writeErr: () => undefined });
  command.exitOverride((error) => {
    if (error.exitCode === 0) throw error;
    const message = error.message.replace(/^error: /, "").replace(/\n\((.+)\)$/, ". $1");
    throw new UsageError(/[.)?]$/.test(message) ? message : `${message}.`, {
      fix: `${path} --help says what it takes.`,
    });
  });
  for (const child of command.commands) explainUsage(child, `${path} ${child.name()}`);
}

/** Options before a command would be blamed on the default one. */
function misplaced(program: Command, args: readonly string[], error: UsageError): UsageError {
  const names = program.commands.map((command) => command.name());
  const at = args.findIndex((word) => names.includes(word));
  if (at < 1 || !args[0]?.startsWith("-")) return error;
  const fix = `Write: ${[program.name(), ...args.slice(at), ...args.slice(0, at)].join(" ")}`;
  return new UsageError(`The command ${args[at]} comes before its options.`, { fix });
}

/** What is no command would go to the default one, which knows nothing of it. */
function refuseUnknownCommand(program: Command, args: readonly string[]): void {
  let command = program;
  let path = program.name();
  for (const name of args) {
    const names = command.commands.map((child) => child.name());
    if (names.length === 0 || !/^\w/.test(name) || name === "help") return;
    const child = command.commands.find((one) => one.name() === name);
    if (child === undefined) {
      const near = didYouMean(name, names) || ` There are: ${names.join(", ")}.`;
      const fix = `${path} --help says what each does.`;
      throw new UsageError(`There is no command ${path} ${name}.${near}`, { fix });
    }
    command = child;
    path = `${path} ${name}`;
  }
}

const MAX_DISTANCE = 3;
/** So much of the beginning of a name says which one is meant. */
const MIN_BEGINNING = 3;

/** The name that was probably meant, as ` Did you mean tools?`, or nothing when none is near. */
export function didYouMean(seen: string, names: readonly string[]): string {
  const written = seen.toLowerCase();
  const isLong = written.length >= MIN_BEGINNING;
  const begun = isLong ? names.find((name) => name.toLowerCase().startsWith(written)) : undefined;
  const maxDistance = Math.min(MAX_DISTANCE, Math.max(1, Math.floor(seen.length / 2)));
  const meant = begun ?? closestMatch(written, names, { maxDistance });
  return meant === undefined ? "" : ` Did you mean ${meant}?`;
}

/** Ends the process when its output cannot be written: quietly when a pipe was closed, else with a line on stderr. */
export function guardOutput(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    const fix = "Make room on the disk, or write the output elsewhere.";
    const failure = new KitError("file_unwritable", `Cannot write the output (${error.code}).`, { fix });
    console.error(renderFailure(toFailure(failure)));
    process.exit(EXIT_CODES.failed);
  });
  // Without stderr nobody can be told.
  process.stderr.on("error", () => undefined);
}
