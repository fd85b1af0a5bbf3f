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
  /** What one such request may use at most. The cost is absent when nobody knows the price. */
  reservation: { estimate: Estimate };
};

export type Approval = {
  request: ApprovedRequest;
  decision: Decision;
  /** Nothing is edited here. */
  edited: SamplingRequest | undefined;
  /** What was approved: the review of the answer shows it, too. */
  asked: ApprovalRequest;
};

/** What a user sees before a request goes to a model. Its texts are the server's: whoever shows them cleans them. */
export type ApprovalCard = ApprovalRequest;

/** Whether this request is sent; it, and what follows of its call for the same purpose; or neither. */
export type Verdict = "once" | "call" | "refuse";

/** Asks the user. Both questions reject with the signal's reason when it aborts, and leave the terminal as it was. */
export type Approver = {
  approve(card: ApprovalCard, signal: AbortSignal): Promise<Verdict>;
  review(card: ApprovalCard, result: SamplingResult, signal: AbortSignal): Promise<"send" | "refuse">;
};
