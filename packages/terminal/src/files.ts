import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { KitError } from "@kit/protocol";

/** Where the user stands: pnpm runs scripts in the kit's folder, and says in `INIT_CWD` where it was started. */
export function userFolder(env: NodeJS.ProcessEnv): string {
  return env.INIT_CWD ?? process.cwd();
}

/** Why a file cannot be read, and what to do about it: by the code of the system, or by what is in the file. */
const REASONS: Readonly<Record<string, readonly [reason: string, fix: string]>> = {
  ENOENT: ["there is no such file", "Check the path: it begins at the folder that you stand in."],
  ENOTDIR: ["a folder of the path is a file", "Check the path: it begins at the folder that you stand in."],
  EISDIR: ["it is a directory", "Name a file in it."],
  EACCES: ["you may not read it", "Let your user read it, or name a copy that you may read."],
  empty: ["it is empty", "Write something into it, or name another file."],
  binary: ["it is not text", "Name a text in UTF-8. A PDF or an office document must be saved as one first."],
  encoding: ["it is not text in UTF-8", "Save it as UTF-8: editors have that beside the name, when they save."],
};

/** Reads a document of the user. @throws {KitError} "file_unreadable" when it cannot be read, is empty or no UTF-8. */
export async function readTextFile(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  // A text in UTF-16 is full of zeros, and begins with this mark.
  const isUtf16 = /^(?:fffe|feff)/.test(bytes.toString("hex", 0, 2));
  if (bytes.includes(0)) throw unreadable(path, isUtf16 ? "encoding" : "binary");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(path, "encoding");
  }
  if (text.trim() === "") throw unreadable(path, "empty");
  return text;
}

/** The error for a file that the user named and that cannot be read. */
export function unreadable(path: string, error: unknown): KitError {
  const [reason, fix] = REASONS[error instanceof Error ? String(Reflect.get(error, "code")) : String(error)] ?? [];
  return new KitError("file_unreadable", `Cannot read ${path}: ${reason ?? error}.`, {
    fix,
    ...(reason === undefined && { cause: error }),
  });
}

export type Excerpt = { file: string; firstLine: number; lines: readonly string[] };

/** The first statement of a source file, named from `root`, with these words on its first line, and what follows it. */
export async function readStatement(
  root: string,
  file: string,
  words: string,
  following: number,
): Promise<[Excerpt, Excerpt]> {
  const lines = (await readFile(join(root, file), "utf8")).split("\n");
  const start = lines.findIndex((line) => line.includes(words));
  const indent = lines[start]?.search(/\S/) ?? 0;
  const isEnd = (line: string, at: number) => at >= start && line.search(/\S/) === indent && line.endsWith(";");
  const next = lines.findIndex(isEnd) + 1;
  const excerpt = (from: number, to: number) => ({
    ...{ file, firstLine: from + 1 },
    lines: lines.slice(from, to).map((line) => line.slice(indent)),
  });
  return [excerpt(start, next), excerpt(next, next + following)];
}
