import { randomUUID } from "node:crypto";
import { createEntries } from "./entries.ts";
import type { LedgerEntry, NewLedgerEntry } from "./ledger-entry.ts";
import { openDatabase } from "./open-database.ts";
import { createReservations, type ReservationRequest, type Used } from "./reservations.ts";
import { type Grouping, sumUp, type Total } from "./totals.ts";
import { guardReading, guardSampling } from "./unusable.ts";

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
  /** Puts what a request has used in the place of what was set aside for it. */
  settle(reservation: number, used: Used): void;
  /** Gives back what was set aside, as nothing was used. The request still counts in its minute. */
  release(reservation: number): void;
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
  /** A file, or `:memory:`. See `ledgerPath` for where it is by default. */
  path: string;
  /** Default: a new name. */
  session?: string;
};

/**
 * Opens the ledger, and makes the file if there is none.
 *
 * @throws {KitError} "ledger_unusable" when the file cannot be made, read or written, is no ledger, or a newer one.
 *
 * @example
 * ```ts
 * const ledger = await openLedger({ path: ledgerPath({ env, platform, home }) });
 * const steps = [record(observe, ledger), validate(), chooseModel(candidates, observe), limit({ ledger, candidates }), ...];
 * ```
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
    release: (id) => guardSampling(path, () => reservations.release(id)),
    add: (entry) => guardSampling(path, () => entries.add(session, entry)),
    list: (since, limit) => guardReading(path, () => entries.list(since, limit)),
    find: (id) => guardReading(path, () => entries.find(id)),
    totals: (by, since) => guardReading(path, () => sumUp(database, by, since)),
    close: () => database.close(),
  };
}
