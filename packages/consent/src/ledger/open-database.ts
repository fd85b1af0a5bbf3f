import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { migrate } from "./migrate.ts";
import { unusableFile } from "./unusable.ts";

/** How long to wait for another process that writes, in milliseconds. Each writes for far less than one of them. */
const BUSY_TIMEOUT_MS = 10_000;
const RETRY_MS = 10;
/** https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

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
    await switchToWal(database);
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    throw unusableFile(path, error);
  }
}

/**
 * Write-ahead logging: readers and a writer do not wait for each other. NORMAL loses nothing when a process dies. SQLite
 * waits for others with everything but this switch, which the first two processes may do at the same time.
 */
async function switchToWal(database: DatabaseSync): Promise<void> {
  const deadline = Date.now() + BUSY_TIMEOUT_MS;
  while (true) {
    try {
      return database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    } catch (error) {
      const isBusy = error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
      if (!isBusy || Date.now() > deadline) throw error;
      await setTimeout(RETRY_MS);
    }
  }
}

function createPrivately(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, "a", 0o600));
}
