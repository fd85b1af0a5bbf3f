import { closeSync, openSync, rmSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { KitError } from "@kit/protocol";

const MAX_WAIT_MS = 10_000;
const MAX_ATTEMPTS = 100;

/**
 * Runs a function while no other process that asks for the same lock does. The lock is one of the system's, held
 * through an empty SQLite database, so it ends with the process that holds it, however that ends.
 *
 * @param path The file of the lock. It is gone afterwards.
 * @throws {KitError} "file_unwritable" when the file cannot be made, or others hold the lock for ten seconds.
 */
export function withFileLock<T>(path: string, run: () => T): T {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { database, inode } = acquire(path);
    try {
      // Who held it before has removed the file: by now others may lock a new one.
      if (inode === undefined || inodeOf(path) !== inode) continue;
      try {
        return run();
      } finally {
        rmSync(path, { force: true });
      }
    } finally {
      database.close();
    }
  }
  throw unavailable(path, "others take it again and again");
}

/** Opens the file and waits for its lock. Closing the database gives it back. */
function acquire(path: string): { database: DatabaseSync; inode: number | undefined } {
  let database: DatabaseSync | undefined;
  try {
    closeSync(openSync(path, "a"));
    const inode = inodeOf(path);
    database = new DatabaseSync(path, { timeout: MAX_WAIT_MS });
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return { database, inode };
  } catch (error) {
    database?.close();
    throw unavailable(path, error instanceof Error ? error.message : String(error), error);
  }
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

function unavailable(path: string, reason: string, cause?: unknown): KitError {
  return new KitError("file_unwritable", `Cannot lock ${path}: ${reason}.`, { cause });
}
