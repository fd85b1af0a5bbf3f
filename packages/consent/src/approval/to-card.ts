import { type SamplingTurn, toolsOf } from "../handler/sampling-turn.ts";
import type { ApprovalCard } from "./approver.ts";

/** A turn as the person sees it. */
export function toCard(turn: SamplingTurn): ApprovalCard {
  const { request, origin, ruling, model, estimate, modelReason = "", redacted = {}, suspicions = [] } = turn;
  if (ruling === undefined || model === undefined || estimate === undefined) {
    throw new Error("The policy rules, a model is chosen and the limits are kept before.");
  }
  return {
    origin,
    request,
    askedMaxTokens: turn.askedMaxTokens ?? request.maxTokens,
    redacted,
    suspicions,
    model,
    modelReason,
    estimate,
    ruling,
    waiting: 1,
    isAttributed: toolsOf(origin).length === 1,
  };
}
