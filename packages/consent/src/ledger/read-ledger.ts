import { statSync } from "node:fs";
import { reportFailure } from "@kit/terminal";
import { chosenLedgerPath } from "./ledger-path.ts";
import { type Ledger, openLedger } from "./open-ledger.ts";
import { guardReading } from "./unusable.ts";

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
      ledger = exists(path) ? await openLedger({ path }) : undefined;
      process.stdout.write(work(ledger ?? { path, ...NO_LEDGER }));
    } finally {
      ledger?.close();
    }
  });
}

/** A folder that may not be searched is no reason to say that there is nothing in it. */
function exists(path: string): boolean {
  return guardReading(path, () => statSync(path, { throwIfNoEntry: false })) !== undefined;
}
