import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import type { Estimate } from "../handler/estimate-request.ts";
import type { Origin } from "../handler/sampling-turn.ts";
import type { Ruling } from "../policy/ruling.ts";

/** What a person sees before a request goes to a model. Its texts are the server's: whoever shows them cleans them. */
export type ApprovalCard = {
  origin: Origin;
  /** As it would leave: redacted, and within what the policy grants. */
  request: SamplingRequest;
  /** The `maxTokens` that the server asked for; `request.maxTokens` is what it gets. */
  askedMaxTokens: number;
  /** How often each redaction rule took something out. */
  redacted: Readonly<Record<string, number>>;
  /** The signs of an attack that were found in the request, in words for the person. */
  suspicions: readonly string[];
  model: string;
  modelReason: string;
  /** What one such request may use at most. The cost is absent when nobody knows the price. */
  estimate: Estimate;
  ruling: Ruling;
  /** How many requests wait for this decision. It changes while the person thinks: `onMore` tells. */
  waiting: number;
  onMore?: (listener: (waiting: number) => void) => void;
  /** Whether "for this tool" can be offered: only when the client knows which tool asks. */
  isAttributed: boolean;
};

/** What the person decided about a request. */
export type Verdict =
  | { kind: "approve"; scope: "once" | "session" | "always"; request?: SamplingRequest }
  | { kind: "refuse" };

/** What the person decided about an answer. */
export type ReviewVerdict = { kind: "send"; result: SamplingResult } | { kind: "refuse" };

/** Asks the person. Both reject with the signal's reason when it aborts, and leave the terminal as it was. */
export type Approver = {
  approve(card: ApprovalCard, signal: AbortSignal): Promise<Verdict>;
  review(card: ApprovalCard, result: SamplingResult, signal: AbortSignal): Promise<ReviewVerdict>;
};
