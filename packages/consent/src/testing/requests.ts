import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import type { ApprovalRequest } from "../approval/approver.ts";
import type { PolicyDecision } from "../policy/policy-decision.ts";
import type { InjectionSignals } from "../request/check-request.ts";
import type { Candidate, ModelChoice } from "../request/choose-model.ts";
import type { Origin, Prompt } from "../stages.ts";

/** A request that belongs to the one call of a tool. */
export const TEST_ORIGIN: Origin = {
  server: "kit",
  reachedBy: "node server.js",
  claimedName: "kit-server",
  calls: [{ id: 1, tool: "summarize", arguments: { document: "A text." } }],
};

/** The calls that `id:tool` stand for. */
export function callsOf(...calls: string[]): Origin["calls"] {
  return calls.map((call) => {
    const [id = "", tool = ""] = call.split(":");
    return { id: Number(id), tool, arguments: {} };
  });
}

/** A request of one message. */
export function testRequest(text: string, more: Partial<SamplingRequest> = {}): SamplingRequest {
  return { messages: [{ role: "user", content: { type: "text", text } }], maxTokens: 500, ...more };
}

/** A model's answer. */
export function textResult(text: string): SamplingResult {
  return { role: "assistant", content: { type: "text", text }, model: "test/model", stopReason: "endTurn" };
}

/** What a policy decides. */
export function testDecision(more: Partial<PolicyDecision> = {}): PolicyDecision {
  return {
    ...{ mode: "ask", maxTokens: 2048, maxToolRounds: 4, limits: {}, redact: [], review: false, log: "metadata" },
    because: {},
    ...more,
  };
}

/** What the steps before made of a request. */
export function testPrompt(request: SamplingRequest, more: Partial<Omit<Prompt, "request">> = {}): Prompt {
  return { request: request as Prompt["request"], askedMaxTokens: request.maxTokens, redacted: {}, ...more };
}

/** What a test changes of a request as it reaches approval. */
export type TestAsked = Partial<Omit<ApprovalRequest, "signals" | "choice">> & {
  request?: SamplingRequest;
  signals?: readonly string[];
  model?: string;
  reason?: string;
};

/** A request as it reaches approval: the policy has decided, a model is chosen and its cost is set aside. */
export function testAsked({ request = testRequest("Summarize this."), ...more }: TestAsked = {}): ApprovalRequest {
  const { model = "offline/kit-offline-1", reason = "the server hints at none, so the default", signals = [] } = more;
  const choice: Candidate & { reason: string } = { model, ids: [model], reason };
  return {
    origin: more.origin ?? TEST_ORIGIN,
    prompt: more.prompt ?? testPrompt(request),
    policy: more.policy ?? testDecision(),
    signals: signals as InjectionSignals,
    choice: choice as ModelChoice,
    reservation: more.reservation ?? { estimate: { inputTokens: 10, outputTokens: 500, costUsd: 0 } },
  };
}
