import { KitError } from "@kit/protocol";

/** For the person at the client: names the file, so it must not cross the wire. */
export function unusableFile(path: string, cause: unknown): KitError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new KitError(
    "ledger_unusable",
    `Cannot use the ledger ${path}: ${reason.replace(/[.]?$/, ".")} Nothing is sampled without one. Mend or move the file, or name another one with --ledger.`,
    { cause },
  );
}

/**
 * Runs work on the ledger for a sampling request. Its error crosses the wire, so what it says of the file stays here,
 * as the cause.
 *
 * @throws {KitError} "ledger_unusable" when SQLite fails. A `KitError` of the work stays as it is.
 */
export function guardSampling<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof KitError) throw error;
    throw new KitError(
      "ledger_unusable",
      "The client cannot use its ledger, so it samples nothing. Its log says why.",
      {
        cause: unusableFile(path, error),
      },
    );
  }
}

/**
 * Runs work on the ledger for the person.
 *
 * @throws {KitError} "ledger_unusable" naming the file.
 */
export function guardReading<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw unusableFile(path, error);
  }
}
