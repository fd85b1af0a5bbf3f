import { type SamplingTurn, toolsOf } from "../sampling/sampling-turn.ts";
import type { ApprovalCard } from "./approver.ts";

/** What one request with its answer may use at most. */
export type Estimate = ApprovalCard["estimate"];

/** Works out what a request may use at most. */
export type EstimateRequest = (turn: SamplingTurn) => Estimate;

/** A turn as the person sees it. */
export function toCard(turn: SamplingTurn, estimate: EstimateRequest): ApprovalCard {
  const { request, origin, ruling, model, modelReason = "", redacted = {}, suspicions = [] } = turn;
  if (ruling === undefined || model === undefined) throw new Error("The policy rules and a model is chosen before.");
  return {
    origin,
    request,
    askedMaxTokens: turn.askedMaxTokens ?? request.maxTokens,
    redacted,
    suspicions,
    model,
    modelReason,
    estimate: estimate(turn),
    ruling,
    waiting: 1,
    isAttributed: toolsOf(origin).length === 1,
  };
}
