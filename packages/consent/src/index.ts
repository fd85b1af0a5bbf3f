// What a handler is made of, in the order in which it uses them
export { audited, type AuditOptions, type RequestContext } from "./audit/audited.ts";
export { SAMPLING_CAPABILITIES, validateRequest } from "./request/validate-request.ts";
export { grantRequest } from "./policy/policy.ts";
export { injectionSignals } from "./request/injection-signals.ts";
export { type Candidate, chooseModel } from "./request/choose-model.ts";
export { type ApprovalOptions, createApprovals } from "./approval/approvals.ts";
export type { Approval, ApprovalCard, Approver, ReviewVerdict, Verdict } from "./approval/approver.ts";
export type { AuditRecord } from "./audit/audit-record.ts";

// What a handler tells
export type { Generation, SamplingEvent, SamplingObserver } from "./audit/sampling-event.ts";
export type { Decision } from "./decision.ts";
export { describeCall, toolsOf, type Origin, type OriginCall } from "./origin.ts";

// The policy
export { allowAlways, writeStartingPolicy } from "./policy/policy-file.ts";
export { POLICY_FILE, loadPolicy, type PolicySettings } from "./policy/load-policy.ts";
export { createPolicy, explainRequest, renderDecision } from "./policy/policy.ts";
export type { Explanation, Policy, PolicyQuestion } from "./policy/policy.ts";
export { didYouMean, readJson } from "./policy/policy-text.ts";

// The card in the terminal
export { createTerminalApprover } from "./approval/terminal-approver.ts";
export { renderKeys } from "./approval/card-actions.ts";
export { fitText } from "./approval/render-card.ts";

// The ledger
export { chosenLedgerPath, openLedger, printFromLedger, type Ledger, type LedgerReader } from "./ledger/ledger.ts";
export { toolText, type LedgerEntry, type NewLedgerEntry } from "./ledger/entries.ts";
export { GROUPINGS, type Grouping } from "./ledger/totals.ts";
export { costText, renderEntries, renderEntry, renderTotals } from "./ledger/render-ledger.ts";
export { entriesToCsv, entryToJson, totalsToCsv } from "./ledger/render-ledger.ts";
export { countText, dollarText, durationText, timeText } from "./format.ts";
