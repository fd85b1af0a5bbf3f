import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { KitError } from "@kit/protocol";

/**
 * The schema, step by step: a file of version n has had the first n steps. A step that has been released never changes.
 *
 * `requests` is what happened. `reservations` is what limits count: an estimate while a request is under way, then what
 * it has used. Times are milliseconds since 1970, `tools` a JSON array of names.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE requests (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    session TEXT NOT NULL,
    server TEXT NOT NULL,
    tools TEXT NOT NULL,
    model TEXT,
    decision TEXT NOT NULL,
    request_diff TEXT,
    result_diff TEXT,
    was_sent INTEGER NOT NULL,
    input_tokens INTEGER,
    output_tokens INTEGER,
    cost_usd REAL,
    duration_ms INTEGER NOT NULL,
    person_ms INTEGER,
    outcome TEXT NOT NULL,
    request TEXT,
    result TEXT
  ) STRICT;
  CREATE INDEX requests_at ON requests (at);

  CREATE TABLE reservations (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    session TEXT NOT NULL,
    server TEXT NOT NULL,
    tools TEXT NOT NULL,
    tokens INTEGER NOT NULL,
    cost_usd REAL,
    expires_at INTEGER
  ) STRICT;
  CREATE INDEX reservations_server_at ON reservations (server, at);
  CREATE INDEX reservations_server_session ON reservations (server, session);
  `,
  "ALTER TABLE requests RENAME COLUMN person_ms TO user_ms",
  "ALTER TABLE requests ADD COLUMN reason TEXT",
];

/** In the header of the file: tells a ledger from any other SQLite file. "kitL" in ASCII. */
const APPLICATION_ID = 0x6b69744c;
/** How long to wait for another process that writes, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;
const RETRY_MS = 10;
const SQLITE_BUSY = 5;

/** Opens the file, and makes it for its owner alone if there is none. @throws {KitError} "ledger_unusable" */
export async function openDatabase(path: string): Promise<DatabaseSync> {
  let database: DatabaseSync | undefined;
  try {
    const { DatabaseSync } = loadSqlite();
    if (path !== ":memory:") createPrivately(path);
    database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    readVersion(database, MIGRATIONS.length);
    await switchToWal(database);
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    throw unusableFile(path, error);
  }
}

/** Only who keeps a ledger loads it: Node 22 warns of it, once per process. */
function loadSqlite(): typeof import("node:sqlite") {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
}

function createPrivately(path: string): void {
  makeFolder(dirname(path));
  closeSync(openSync(path, "a", 0o600));
}

/** Makes a folder for its owner alone, with those around it. Node's own `recursive` never ends under `/proc`. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(path)) throw error;
  }
}

/** Readers and a writer then do not wait for each other. SQLite waits for others with everything but this switch. */
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

/** Brings a file to the newest schema. @throws {Error} when it is no ledger, or newer than this program. */
export function migrate(database: DatabaseSync, steps: readonly string[] = MIGRATIONS): void {
  inTransaction(database, () => {
    const version = readVersion(database, steps.length);
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${steps.length}`);
  });
}

/** Only reads: what is no ledger, or a newer one, stays as it is to the byte. */
function readVersion(database: DatabaseSync, known: number): number {
  const version = readPragma(database, "user_version");
  const isEmpty = database.prepare("SELECT 1 FROM sqlite_schema").get() === undefined;
  const isLedger = isEmpty || readPragma(database, "application_id") === APPLICATION_ID;
  if (!isLedger) throw new Error("It is a database of something else.");
  if (version <= known) return version;
  throw new Error(`Its version is ${version}, and this program knows ${known}: use the newer one.`);
}

function readPragma(database: DatabaseSync, name: "application_id" | "user_version"): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

/** Runs the work with the file locked for writing from its first line: what it reads is still true when it writes. */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** For the user of the client: names the file, so it must not cross the wire. */
export function unusableFile(path: string, cause: unknown): KitError {
  const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/[.]?$/, ".");
  const message = `Cannot use the ledger ${path}: ${reason} Nothing is sampled without one.`;
  return new KitError("ledger_unusable", message, { cause });
}
