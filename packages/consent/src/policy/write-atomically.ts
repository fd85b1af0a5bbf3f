import { randomUUID } from "node:crypto";
import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { KitError } from "@kit/protocol";

const OWNER_ONLY = 0o600;

/**
 * Writes a file so that a reader finds the old text or the new one, never a part: beside it, then over it. A file that
 * was there keeps its permissions.
 *
 * @throws {KitError} "file_unwritable"
 */
export function writeAtomically(path: string, text: string): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? OWNER_ONLY;
    const file = openSync(temporary, "wx", OWNER_ONLY);
    try {
      fchmodSync(file, mode);
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    const reason = error instanceof Error && "code" in error ? error.code : error;
    throw new KitError("file_unwritable", `Cannot write ${path} (${reason}).`, { cause: error });
  }
}
