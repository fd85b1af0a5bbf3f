import { chosenLedgerPath, openLedger } from "@kit/consent";
import { type Check, toFinding } from "./check.ts";

/** Whether the ledger can be written. It is made if there is none. */
export const checkLedger: Check = async ({ ledger: named }, { env }) => {
  const about = "ledger";
  try {
    const ledger = await openLedger({ path: chosenLedgerPath(named, env) });
    ledger.close();
    return [{ about, status: "ok", said: ledger.path }];
  } catch (error) {
    return [toFinding(about, error)];
  }
};
