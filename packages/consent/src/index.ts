// Everything that others use.
export { describeCall } from "./approval/describe-call.ts";
export { fitText } from "./approval/fit-text.ts";
export { renderKeys } from "./approval/render-keys.ts";
export { createTerminalApprover } from "./approval/terminal-approver.ts";
export { applyPolicy, toolRounds } from "./handler/apply-policy.ts";
export type { Candidate } from "./handler/candidates.ts";
export {
  createSamplingHandler,
  type SamplingHandler,
  type SamplingHandlerOptions,
} from "./handler/create-sampling-handler.ts";
export { redact } from "./handler/redact.ts";
export type { Generation, SamplingEvent, SamplingObserver } from "./handler/sampling-event.ts";
export { toolsOf, type Origin, type OriginCall, type SamplingTurn } from "./handler/sampling-turn.ts";
export { toSafeError } from "./handler/to-safe-error.ts";
export type { Decision } from "./ledger/decisions.ts";
export { countText, dollarText, durationText, timeText } from "./ledger/format.ts";
export type { LedgerEntry } from "./ledger/ledger-entry.ts";
export { chosenLedgerPath } from "./ledger/ledger-path.ts";
export { openLedger, type Ledger } from "./ledger/open-ledger.ts";
export { printFromLedger, type LedgerReader } from "./ledger/read-ledger.ts";
export { costText, entriesToCsv, entryToJson, renderEntries, toolText } from "./ledger/render-entries.ts";
export { renderEntry } from "./ledger/render-entry.ts";
export { renderTotals, totalsToCsv } from "./ledger/render-totals.ts";
export { GROUPINGS, type Grouping } from "./ledger/totals.ts";
export { allowAlways } from "./policy/allow-always.ts";
export { createPolicy, type Policy, type PolicyQuestion } from "./policy/create-policy.ts";
export { didYouMean } from "./policy/did-you-mean.ts";
export { POLICY_FILE, loadPolicy, type PolicySettings } from "./policy/load-policy.ts";
export { allowsModel } from "./policy/model-patterns.ts";
export { readJson } from "./policy/read-json.ts";
export { renderRuling } from "./policy/render-ruling.ts";
export type { Mode, Ruling } from "./policy/ruling.ts";
export { writeStartingPolicy } from "./policy/write-starting-policy.ts";
export { SAMPLING_CAPABILITIES } from "./handler/validate.ts";
