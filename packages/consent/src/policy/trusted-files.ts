import { createHash } from "node:crypto";
import { readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { KitError } from "@kit/protocol";
import { askKey, cleanText, createScreen, labelLines, oneLine, type Screen, unreadable, wrapText } from "@kit/terminal";
import { makeFolder } from "../ledger/database.ts";
import { stateFolder } from "../ledger/ledger.ts";
import { BUILT_IN_REDACTIONS } from "../redaction/built-in-redactions.ts";
import { redactText } from "../redaction/redaction.ts";
import { POLICY_FILE } from "./load-policy.ts";

/** The files that flags name, and what they are called in the folder of a user who names none. */
const FILES = { servers: "mcp.json", config: "kit.config.json", policy: POLICY_FILE };
type Flag = keyof typeof FILES;

/** A file that decides for the client because it lies where the user stands. Without a flag it may be left alone. */
type FolderFile = { path: string; flag?: Flag };

type Answer = "trusted" | "refused";
type Found = FolderFile & { text: string; answer: Answer | undefined };

const MAX_BYTES = 1024 * 1024;
const BAR = "│ ";
const LABELS = { indent: 2, labelWidth: 22, paint: String };
/** Those of the question that are not a file's. */
const OWN_LINES = 6;
const DEFAULT_SIZE = { columns: 80, rows: 24 };

/**
 * Asks the user, once for each file and content, whether what lies in their folder may decide which programs start,
 * which models answer, what is let through and where keys go. The answer is remembered in the state folder, by a hash.
 * The screen is told which files are in force.
 *
 * @param flags The files that the user named: about these nobody asks.
 * @param screen Default: one on stderr.
 * @throws {KitError} "untrusted_file" when the user says no, or there is no terminal.
 * @throws {KitError} "file_unreadable" when one cannot be read.
 */
export async function confirmFolder(
  flags: { readonly [Name in Flag]?: string | undefined },
  here: string,
  signal: AbortSignal,
  screen?: Screen,
): Promise<void> {
  const unnamed = (["servers", "config", "policy"] as const).filter((flag) => flags[flag] === undefined);
  await confirmFiles(
    unnamed.map((flag) => ({ path: resolve(here, FILES[flag]), flag })),
    signal,
    screen,
  );
}

/** Reads `.env` where the process was started, once the user has confirmed it as they do other files. */
export async function loadEnvFile(signal: AbortSignal): Promise<void> {
  const [path] = await confirmFiles([{ path: resolve(".env") }], signal);
  if (path !== undefined) process.loadEnvFile(path);
}

async function confirmFiles(
  files: readonly FolderFile[],
  signal: AbortSignal,
  screen = createScreen(process.stderr),
): Promise<string[]> {
  const found = files.flatMap((file) => readIfThere(file, screen));
  const unknown = found.filter(({ answer }) => answer === undefined);
  const isTerminal = process.stdin.isTTY === true && process.stderr.isTTY === true;
  if (unknown.length > 0 && isTerminal) {
    const answer = await ask(unknown, screen, signal);
    for (const file of unknown) {
      file.answer = answer;
      trustFile(file.path, answer);
    }
  }
  const refused = found.filter(({ answer }) => answer !== "trusted");
  for (const { path, flag, answer } of refused) {
    const why = answer === "refused" ? "you have said not to use it" : "nobody has confirmed it";
    if (flag === undefined) screen.write(`${oneLine(path)} is not read: ${why}.\n`);
    else throw new KitError("untrusted_file", `${path} is not used: ${why}. To use it: --${flag} ${basename(path)}`);
  }
  const used = found.filter(({ answer }) => answer === "trusted").map(({ path }) => path);
  if (used.length > 0)
    screen.write(`Files of this folder in force: ${used.map((path) => basename(path)).join(", ")}\n`);
  return used;
}

/** Remembers the user's word, as far as that can be done: what they have written themselves, they need not confirm. */
export function trustFile(path: string, answer: Answer = "trusted"): void {
  try {
    const file = answerPath({ path, text: readFileSync(path, "utf8") });
    makeFolder(dirname(file));
    writeFileSync(file, `${answer} ${path}\n`, { mode: 0o600 });
  } catch {
    // They are asked again.
  }
}

function readIfThere(file: FolderFile, screen: Screen): Found[] {
  try {
    const stats = statSync(file.path, { throwIfNoEntry: false });
    if (stats === undefined) return [];
    // A pipe would keep its reader waiting for ever.
    if (!stats.isFile()) throw unreadable(file.path, "it is no file");
    if (stats.size > MAX_BYTES) throw unreadable(file.path, "it is larger than 1 MiB");
    const text = readFileSync(file.path, "utf8");
    return [{ ...file, text, answer: recall({ ...file, text }) }];
  } catch (error) {
    const failure = error instanceof KitError ? error : unreadable(file.path, error);
    if (file.flag !== undefined) throw failure;
    screen.write(`${oneLine(failure.message)} It is not used.\n`);
    return [];
  }
}

/** One file for each answer: nothing is parsed, and processes do not get in each other's way. */
function answerPath({ path, text }: Pick<Found, "path" | "text">): string {
  const digest = createHash("sha256").update(JSON.stringify([realpathSync(path), text]));
  return join(stateFolder(), "trusted-files", digest.digest("hex"));
}

function recall(file: Pick<Found, "path" | "text">): Answer | undefined {
  try {
    const [answer] = readFileSync(answerPath(file), "utf8").split(" ");
    return answer === "trusted" || answer === "refused" ? answer : undefined;
  } catch {
    return undefined;
  }
}

async function ask(files: readonly Found[], screen: Screen, signal: AbortSignal): Promise<Answer> {
  const { stdin: input, stderr } = process;
  const { columns = DEFAULT_SIZE.columns, rows = DEFAULT_SIZE.rows } = stderr;
  const width = columns - LABELS.indent - LABELS.labelWidth - BAR.length;
  const most = Math.max(1, Math.floor((rows - OWN_LINES) / files.length));
  const blocks = files.map(({ path, text }) => {
    // Whoever looks over the user's shoulder need not see their keys.
    const shown = cleanText(redactText(text, BUILT_IN_REDACTIONS, () => undefined)).trimEnd();
    const lines = wrapText(shown, width).map((line) => BAR + line);
    const cut = lines.length > most ? [...lines.slice(0, most - 1), `… ${lines.length - most + 1} more lines`] : lines;
    return [cut, lines].map((some) => labelLines(basename(path), some, LABELS));
  });
  const lines = [
    "",
    `  Nobody has confirmed these files of ${oneLine(dirname(files[0]?.path ?? ""))}`.slice(0, columns),
    ...blocks.flatMap(([cut = []]) => cut),
    "  They may start programs, let requests through, and send keys away.",
    "",
  ];
  const all = { lines: blocks.flatMap(([, whole = []]) => whole), rows };
  const help = ["  y use them   n do not   v show all"];
  const key = await askKey({ lines, help, answers: ["y", "n"], all }, { input, screen }, signal);
  return key === "y" ? "trusted" : "refused";
}
