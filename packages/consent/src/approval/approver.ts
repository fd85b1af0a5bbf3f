import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import type { PolicyDecision } from "../policy/policy-decision.ts";
import type { InjectionSignals } from "../request/check-request.ts";
import type { Estimate, ModelChoice } from "../request/choose-model.ts";
import type { ApprovedRequest, Decision, Origin, Prompt } from "../stages.ts";

/** How many requests one call may make, whoever lets them through. */
export const MAX_REQUESTS_PER_CALL = 64;

/** A request that is to be let through or refused, and all that this depends on. */
export type ApprovalRequest = {
  origin: Origin;
  /** As it would leave: redacted, and within what the policy grants. */
  prompt: Prompt;
  policy: PolicyDecision;
  signals: InjectionSignals;
  choice: ModelChoice;
  /** What one such request may use at most, once it is set aside. The cost is absent when nobody knows the price. */
  reservation: { estimate: Estimate };
};

export type Approval = {
  request: ApprovedRequest;
  decision: Decision;
  /** The request as the user edited it. Absent: it leaves as it came. */
  edited: SamplingRequest | undefined;
  /** What was approved: the review of the answer shows it, too. */
  asked: ApprovalRequest;
};

/** What a user sees before a request goes to a model. Its texts are the server's: whoever shows them cleans them. */
export type ApprovalCard = ApprovalRequest & {
  /** How many requests wait for this decision. It changes while the user thinks: `onMore` tells. */
  waiting: number;
  onMore?: (listener: (waiting: number) => void) => void;
};

export type Verdict =
  | { kind: "approve"; scope: "once" | "session" | "always"; request?: SamplingRequest }
  | { kind: "refuse" };

export type ReviewVerdict = { kind: "send"; result: SamplingResult } | { kind: "refuse" };

/** Asks the user. Both questions reject with the signal's reason when it aborts, and leave the terminal as it was. */
export type Approver = {
  approve(card: ApprovalCard, signal: AbortSignal): Promise<Verdict>;
  review(card: ApprovalCard, result: SamplingResult, signal: AbortSignal): Promise<ReviewVerdict>;
  /** Tells what goes out because of an earlier decision, without a card of its own. Absent: nobody is told. */
  tellSent?(requests: readonly ApprovalRequest[]): void;
};
