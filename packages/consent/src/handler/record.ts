import type { KitError, SamplingResult } from "@kit/protocol";
import type { Ledger } from "../ledger/open-ledger.ts";
import type { SamplingObserver } from "./sampling-event.ts";
import type { SamplingStep } from "./sampling-turn.ts";
import { toLedgerEntry } from "./to-ledger-entry.ts";
import { toSafeError } from "./to-safe-error.ts";

/**
 * Tells how a turn began and ended, writes it into the ledger if there is one, and lets no error out whose message may
 * not cross the wire. An answer that cannot be written down does not leave.
 *
 * @throws {KitError} "ledger_unusable" when the ledger cannot be written, else what the steps behind it throw.
 */
export function record(observe: SamplingObserver, ledger?: Ledger): SamplingStep {
  return async (turn, next) => {
    const { id } = turn;
    const at = Date.now();
    const startedAt = performance.now();
    const write = async (ending: { result: SamplingResult } | { error: KitError }) =>
      ledger?.add(await toLedgerEntry(turn, { ...ending, at, durationMs: performance.now() - startedAt }));

    async function answer(): Promise<SamplingResult> {
      const result = await next(turn).catch(async (error: unknown) => {
        const safe = toSafeError(error);
        await write({ error: safe });
        throw safe;
      });
      await write({ result });
      return result;
    }

    observe({ id, type: "requested", request: turn.request, origin: turn.origin });
    try {
      const result = await answer();
      observe({ id, type: "replied", result });
      return result;
    } catch (error) {
      const safe = toSafeError(error);
      observe({ id, type: "failed", error: safe });
      throw safe;
    }
  };
}
