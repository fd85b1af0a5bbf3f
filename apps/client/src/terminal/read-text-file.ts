import { readFile } from "node:fs/promises";
import { KitError } from "@kit/protocol";

/** What the system's words for a failure mean. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory",
  EACCES: "you may not read it",
};

/**
 * Reads a document that the person named.
 *
 * @throws {KitError} "file_unreadable" when it cannot be read, is empty, or is not text in UTF-8.
 */
export async function readTextFile(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, REASONS[error.code ?? ""] ?? error.message, error);
  });
  if (bytes.includes(0)) throw unreadable(path, "it is not text");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.trim() === "") throw unreadable(path, "it is empty");
    return text;
  } catch (error) {
    throw error instanceof KitError ? error : unreadable(path, "it is not text in UTF-8", error);
  }
}

function unreadable(path: string, reason: string, cause?: unknown): KitError {
  return new KitError("file_unreadable", `Cannot read ${path}: ${reason}.`, { cause });
}
