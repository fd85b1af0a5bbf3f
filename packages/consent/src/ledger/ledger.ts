import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { KitError } from "@kit/protocol";
import { personFolder, reportFailure } from "@kit/terminal";
import { stateFolder } from "../state-folder.ts";
import { openDatabase, unusableFile } from "./database.ts";
import { createEntries, type LedgerEntry, type NewLedgerEntry } from "./entries.ts";
import { createReservations, type ReservationRequest, type Used } from "./limits.ts";
import { type Grouping, sumUp, type Total } from "./totals.ts";

/**
 * What the client remembers of sampling: what happened, and what is spent. Several processes may have one file open.
 *
 * Each method throws a `KitError` "ledger_unusable" when the file cannot be read or written any more.
 */
export type Ledger = {
  /** Where it is. */
  path: string;
  /** The name of this process in it. */
  session: string;
  /** @throws {KitError} "limit_reached" when the request does not fit into a limit. Then nothing is set aside. */
  reserve(request: Omit<ReservationRequest, "session">): number;
  /** Puts what a request has used in the place of what was set aside for it. The request counts in its minute. */
  settle(reservation: number, used: Used): void;
  /** Writes down a request that has ended. Gives its number. */
  add(entry: NewLedgerEntry): number;
  /** The last requests since a time, the newest first. */
  list(since: number, limit: number): LedgerEntry[];
  find(id: number): LedgerEntry | undefined;
  totals(by: Grouping, since: number): Total[];
  close(): void;
};

/** Options of {@link openLedger}. */
export type LedgerOptions = {
  /** A file, or `:memory:`. See `chosenLedgerPath` for where it is by default. */
  path: string;
  /** Default: a new name. */
  session?: string;
};

/**
 * Opens the ledger, and makes the file if there is none.
 *
 * @throws {KitError} "ledger_unusable" when the file cannot be made, read or written, is no ledger, or a newer one.
 */
export async function openLedger({ path, session = randomUUID() }: LedgerOptions): Promise<Ledger> {
  const database = await openDatabase(path);
  const entries = createEntries(database);
  const reservations = createReservations(database);
  return {
    path,
    session,
    reserve: (request) => guardSampling(path, () => reservations.reserve({ ...request, session })),
    settle: (id, used) => guardSampling(path, () => reservations.settle(id, used)),
    add: (entry) => guardSampling(path, () => entries.add(session, entry)),
    list: (since, limit) => guardReading(path, () => entries.list(since, limit)),
    find: (id) => guardReading(path, () => entries.find(id)),
    totals: (by, since) => guardReading(path, () => sumUp(database, by, since)),
    close: () => database.close(),
  };
}

/** The error of a sampling request crosses the wire, so what it says of the file stays here, as the cause. */
function guardSampling<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof KitError) throw error;
    const message = "The client cannot use its ledger, so it samples nothing. Its log says why.";
    throw new KitError("ledger_unusable", message, { cause: unusableFile(path, error) });
  }
}

/** The user who reads learns which file it is. */
function guardReading<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw unusableFile(path, error);
  }
}

/** The file of the ledger: as the user named it with `--ledger`, relative to where they stand, else in the state folder. */
export function chosenLedgerPath(named: string | undefined, env: NodeJS.ProcessEnv): string {
  if (named === undefined) return join(stateFolder(), "ledger.sqlite");
  return named === ":memory:" ? named : resolve(personFolder(env), named);
}

const NO_LEDGER = { list: () => [], find: () => undefined, totals: () => [] };

/** What a command reads of a ledger. */
export type LedgerReader = Pick<Ledger, "path" | "list" | "find" | "totals">;

/**
 * Prints what the work makes of the ledger. Reading makes no file: where there is none, nothing has been written down.
 * A failure goes to stderr, with what to do about it.
 */
export async function printFromLedger(
  named: string | undefined,
  env: NodeJS.ProcessEnv,
  work: (ledger: LedgerReader) => string,
): Promise<void> {
  const path = chosenLedgerPath(named, env);
  let ledger: Ledger | undefined;
  await reportFailure(false, async () => {
    try {
      // A folder that may not be searched is no reason to say that there is nothing in it.
      const file = guardReading(path, () => statSync(path, { throwIfNoEntry: false }));
      ledger = file && (await openLedger({ path }));
      process.stdout.write(work(ledger ?? { path, ...NO_LEDGER }));
    } finally {
      ledger?.close();
    }
  });
}
