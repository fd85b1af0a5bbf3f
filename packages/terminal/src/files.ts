import { readFile } from "node:fs/promises";
import { KitError } from "@kit/protocol";

/** Where the user stands: pnpm runs scripts in the kit's folder, and says in `INIT_CWD` where it was started. */
export function userFolder(env: NodeJS.ProcessEnv): string {
  return env.INIT_CWD ?? process.cwd();
}

/**
 * Reads a document that the user named.
 *
 * @throws {KitError} "file_unreadable" when it cannot be read, is empty, or is not text in UTF-8.
 */
export async function readTextFile(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (bytes.includes(0)) throw unreadable(path, "it is not text");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.trim() === "") throw unreadable(path, "it is empty");
    return text;
  } catch (error) {
    throw error instanceof KitError ? error : unreadable(path, "it is not text in UTF-8");
  }
}

/** What the system's words for a failure mean. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory",
  EACCES: "you may not read it",
};

/** The error for a file that the user named and that cannot be read. */
export function unreadable(path: string, error: unknown): KitError {
  const reason = REASONS[error instanceof Error ? String(Reflect.get(error, "code")) : ""];
  return new KitError("file_unreadable", `Cannot read ${path}: ${reason ?? error}.`, reason ? {} : { cause: error });
}
