import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { migrate } from "./migrate.ts";
import { unusableFile } from "./unusable.ts";

/** How long to wait for another process that writes, in milliseconds. Each writes for far less than one of them. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens the file of the ledger, and makes it if there is none: for its owner alone, since it tells what was asked.
 *
 * @param path A file, or `:memory:`.
 * @throws {KitError} "ledger_unusable" when it cannot be made, read or written, is no ledger, or is a newer one.
 */
export async function openDatabase(path: string): Promise<DatabaseSync> {
  let database: DatabaseSync | undefined;
  try {
    // Only who keeps a ledger loads it.
    const { DatabaseSync } = await import("node:sqlite");
    if (path !== ":memory:") createPrivately(path);
    database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    // Readers and a writer do not wait for each other. NORMAL loses nothing when a process dies.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    throw unusableFile(path, error);
  }
}

function createPrivately(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, "a", 0o600));
}
