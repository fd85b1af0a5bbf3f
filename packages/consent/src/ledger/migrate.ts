import type { DatabaseSync } from "node:sqlite";
import { inTransaction } from "./in-transaction.ts";
import { MIGRATIONS } from "./migrations.ts";

/** In the header of the file: tells a ledger from any other SQLite file. "kitL" in ASCII. */
const APPLICATION_ID = 0x6b69744c;

/**
 * Brings a file to the newest schema: a new one from nothing, an older one by the steps that it lacks.
 *
 * @throws {Error} saying so when the file is no ledger, or newer than this program.
 */
export function migrate(database: DatabaseSync, steps: readonly string[] = MIGRATIONS): void {
  inTransaction(database, () => {
    const applicationId = readPragma(database, "application_id");
    const version = readPragma(database, "user_version");
    if (applicationId !== APPLICATION_ID && !isEmpty(database)) throw new Error("It is a database of something else.");
    if (version > steps.length) {
      throw new Error(`Its version is ${version}, and this program knows ${steps.length}: use the newer one.`);
    }
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${steps.length}`);
  });
}

function readPragma(database: DatabaseSync, name: "application_id" | "user_version"): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

function isEmpty(database: DatabaseSync): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema").get() === undefined;
}
