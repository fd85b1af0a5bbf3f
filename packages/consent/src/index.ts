// What a handler is made of, in the order in which it uses them
export { audited, type AuditOptions, type RequestContext } from "./audit/audited.ts";
export { SAMPLING_CAPABILITIES, validateRequest, injectionSignals } from "./request/check-request.ts";
export { grantRequest } from "./policy/policy.ts";
export { type Candidate, chooseModel } from "./request/choose-model.ts";
export { type ApprovalOptions, createApprovals } from "./approval/approvals.ts";
export type { Approval, ApprovalCard, Approver, ReviewVerdict, Verdict } from "./approval/approver.ts";

// What a handler tells
export type { AuditRecord, SamplingEvent, SamplingObserver } from "./audit/audit-record.ts";
export { describeEvent, describeSampled, type Sampled, watchSampling } from "./audit/audited.ts";
export { toolsOf, type Origin, type OriginCall } from "./stages.ts";

// The policy
export { allowAlways, writeStartingPolicy } from "./policy/policy-file.ts";
export { confirmFolder, loadEnvFile, loadPolicy, parseRequestText } from "./policy/load-policy.ts";
export { POLICY_FILE, type PolicySettings } from "./policy/load-policy.ts";
export { createPolicy, createRedactor, explainRequest, renderDecision, renderExplanation } from "./policy/policy.ts";
export type { Policy, PolicyQuestion } from "./policy/policy.ts";

// The card in the terminal, and the question whether a tool may be called
export { createTerminalApprover } from "./approval/terminal-approver.ts";
export { approvalActions, type Confirm, createConfirm, renderKeys } from "./approval/card-actions.ts";
export { fitText, renderCard } from "./approval/render-card.ts";

// The ledger
export { defaultLedgerPath, GROUPINGS, type Grouping, openLedger } from "./ledger/ledger.ts";
export type { Ledger, LedgerEntry, NewLedgerEntry } from "./ledger/ledger.ts";
export { costText, renderEntries, renderEntry, renderTotals, toolText } from "./ledger/render-ledger.ts";
export { entriesToCsv, entryToJson, type LedgerForm, printFromLedger, totalsToCsv } from "./ledger/render-ledger.ts";
export { countText, describeCall, describeUsage, durationText, sumUsage, type Usage } from "./format.ts";
