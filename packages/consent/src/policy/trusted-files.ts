import { createHash } from "node:crypto";
import { readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isRecord, KitError } from "@kit/protocol";
import { askKey, cleanText, labelLines, oneLine, type Screen, unreadable, wrapText } from "@kit/terminal";
import { parse } from "jsonc-parser";
import { makeFolder } from "../ledger/database.ts";
import { stateFolder } from "../ledger/ledger.ts";
import { BUILT_IN_REDACTIONS } from "../redaction/built-in-redactions.ts";
import { redactText } from "../redaction/redaction.ts";

/** A file that decides for the client because it lies where the user stands. Without a flag it may be left alone. */
export type FolderFile = { path: string; flag?: string };

/** A file as it was read, once: what the user confirms is what is used. */
type ReadFile = FolderFile & { text: string };
type Answer = "trusted" | "refused";
type Found = ReadFile & { answer: Answer | undefined };

const MAX_BYTES = 1024 * 1024;
const BAR = "│ ";
const LABELS = { indent: 2, labelWidth: 22, paint: String };
const WARNING =
  "They may start programs, let requests through, and send keys away. What the programs and files that they name hold is not checked.";
/** Those of the question that are not a file's. */
const OWN_LINES = 7;
const DEFAULT_SIZE = { columns: 80, rows: 24 };

/** Asks the user about those of the files that they have not confirmed yet. Gives those that may be used. */
export async function confirmFiles(
  files: readonly FolderFile[],
  signal: AbortSignal,
  screen: Screen,
): Promise<ReadFile[]> {
  const found = files.flatMap((file) => readIfThere(file, screen));
  const unknown = found.filter(({ answer }) => answer === undefined);
  const isTerminal = process.stdin.isTTY === true && process.stderr.isTTY === true;
  if (unknown.length > 0 && isTerminal) {
    const answer = await ask(unknown, screen, signal);
    for (const file of unknown) trustFile(file.path, answer, file.text);
    // What has changed while the user was reading is asked about anew.
    return confirmFiles(files, signal, screen);
  }
  const refused = found.filter(({ answer }) => answer !== "trusted");
  for (const { path, flag, answer } of refused) {
    const why = answer === "refused" ? "you have said not to use it" : "nobody has confirmed it";
    if (flag === undefined) screen.write(`${oneLine(path)} is not read: ${why}.\n`);
    else throw new KitError("untrusted_file", `${path} is not used: ${why}. To use it: --${flag} ${basename(path)}`);
  }
  const used = found.filter(({ answer }) => answer === "trusted");
  const names = used.map(({ path }) => basename(path)).join(", ");
  if (names !== "") screen.write(`Files of this folder in force: ${names}\n`);
  return used;
}

/** What the user has said in this process: it holds, too, where nothing can be written. */
const saidNow = new Map<string, Answer>();

/** Remembers the user's word, as far as that can be done: what they have written themselves, they need not confirm. */
export function trustFile(path: string, answer: Answer = "trusted", text = readFileSync(path, "utf8")): void {
  const file = answerPath({ path, text });
  saidNow.set(file, answer);
  try {
    makeFolder(dirname(file));
    writeFileSync(file, `${answer} ${path}\n`, { mode: 0o600 });
  } catch {
    // They are asked again the next time.
  }
}

function readIfThere(file: FolderFile, screen: Screen): Found[] {
  try {
    const stats = statSync(file.path, { throwIfNoEntry: false });
    if (stats === undefined) return [];
    // A pipe would keep its reader waiting for ever.
    if (!stats.isFile()) throw unreadable(file.path, "it is no file");
    if (stats.size > MAX_BYTES) throw unreadable(file.path, "it is larger than 1 MiB");
    const text = readFileSync(file.path, "utf8").replace(/^\ufeff/, "");
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
  // With where a link points to: paths in the text begin at the folder of the link.
  const digest = createHash("sha256").update(JSON.stringify([path, realpathSync(path), text]));
  return join(stateFolder(), "trusted-files", digest.digest("hex"));
}

function recall(found: Pick<Found, "path" | "text">): Answer | undefined {
  const file = answerPath(found);
  try {
    const [answer] = readFileSync(file, "utf8").split(" ");
    return answer === "trusted" || answer === "refused" ? answer : undefined;
  } catch {
    return saidNow.get(file);
  }
}

export function isTrusted(file: ReadFile): boolean {
  return recall(file) === "trusted";
}

async function ask(files: readonly Found[], screen: Screen, signal: AbortSignal): Promise<Answer> {
  const { stdin: input, stderr } = process;
  const { columns = DEFAULT_SIZE.columns, rows = DEFAULT_SIZE.rows } = stderr;
  const width = columns - LABELS.indent - LABELS.labelWidth - BAR.length;
  const most = Math.max(2, Math.floor((rows - OWN_LINES) / files.length));
  const blocks = files.map(({ path, flag, text }) => {
    const quote = (label: string, words: string) =>
      labelLines(
        label,
        wrapText(cleanText(words).trimEnd(), width).map((line) => BAR + line),
        LABELS,
      );
    const starts = flag === "servers" ? quote("  starts", commandsOf(text)) : [];
    // Whoever looks over the user's shoulder need not see their keys.
    const lines = [
      ...starts,
      ...quote(
        basename(path),
        redactText(text, BUILT_IN_REDACTIONS, () => undefined),
      ),
    ];
    const more = `${" ".repeat(LABELS.indent + LABELS.labelWidth)}… ${lines.length - most + 1} more lines`;
    return [lines.length > most ? [...lines.slice(0, most - 1), more] : lines, lines];
  });
  const lines = [
    "",
    `  Nobody has confirmed these files of ${oneLine(dirname(files[0]?.path ?? ""))}`.slice(0, columns),
    ...blocks.flatMap(([cut = []]) => cut),
    ...wrapText(WARNING, columns - LABELS.indent).map((line) => " ".repeat(LABELS.indent) + line),
    "",
  ];
  const all = { lines: blocks.flatMap(([, whole = []]) => whole), rows };
  const help = ["  y use them   n do not   v show all"];
  const key = await askKey({ lines, help, answers: ["y", "n"], all }, { input, screen }, signal);
  return key === "y" ? "trusted" : "refused";
}

/** What an `mcp.json` starts, a line each and whole: the user confirms what runs, wherever that stands in the file. */
function commandsOf(text: string): string {
  const config: unknown = parse(text);
  const entries = isRecord(config) ? [config.mcpServers, config.servers].find(isRecord) : undefined;
  const commands = Object.values(entries ?? {}).flatMap((entry) => {
    const { command, args, env, envFile } = isRecord(entry) ? entry : {};
    if (command === undefined) return [];
    const set = Object.entries(isRecord(env) ? env : {}).map(([name, value]) => `${oneWord(name)}=${oneWord(value)}`);
    const words = [command, ...(Array.isArray(args) ? args : [])].map(oneWord);
    return [...set, ...words, ...(envFile === undefined ? [] : ["with the variables of", oneWord(envFile)])].join(" ");
  });
  return commands.join("\n");
}

function oneWord(word: unknown): string {
  return typeof word === "string" && /^[\w./:@=+-]+$/.test(word) ? word : oneLine(JSON.stringify(word));
}
