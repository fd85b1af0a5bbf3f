import {
  type Approval,
  type ApprovalOptions,
  type AuditOptions,
  type AuditRecord,
  audited,
  type Candidate,
  chooseModel,
  createApprovals,
  grantRequest,
  injectionSignals,
  type Policy,
  type RequestContext,
  toolsOf,
  validateRequest,
} from "@kit/consent";
import { type Gateway, isUnbilled } from "@kit/gateway";
import type { SamplingResult } from "@kit/protocol";
import { toChatRequest, toSamplingResult } from "@kit/sampling";
import { toSafeError } from "./gateway-errors.ts";

/** Answers one `sampling/createMessage`. Every error is a `KitError` whose message may cross the wire. */
export type SamplingHandler = (params: unknown, context: RequestContext) => Promise<SamplingResult>;

/** What the handler works with: the user's policy and ledger, how they are asked, and the models that may answer. */
export type SamplingHandlerOptions = ApprovalOptions &
  Omit<AuditOptions, "toSafeError" | "isUnbilled"> & {
    gateway: Pick<Gateway, "completion">;
    /** The models that may answer. The first one is the default. */
    candidates: readonly Candidate[];
    /** What the user allows. */
    policy: Policy;
  };

/**
 * What a responsible host does with a sampling request, in order. Each step takes what an earlier one made, so the
 * compiler keeps the order. One handler serves one connection.
 *
 * @example
 * ```ts
 * const { gateway, candidates } = await openModels(["openai/gpt-4o-mini"], process.env);
 * const policy = createPolicy(loadPolicy(undefined, process.cwd()));
 * const ledger = await openLedger({ path: "ledger.sqlite" });
 * const handler = createSamplingHandler({ gateway, candidates, policy, ledger, approveAll: true });
 * const connection = await connect({ server, revision: "auto", handler });
 * ```
 */
export function createSamplingHandler(options: SamplingHandlerOptions): SamplingHandler {
  const { gateway, candidates, policy } = options;
  const approvals = createApprovals(options);

  return audited({ ...options, toSafeError, isUnbilled }, async (params, { origin, signal }, record) => {
    const valid = validateRequest(params, origin);
    const decision = policy.decide({ server: origin.server, tools: toolsOf(origin) });
    const granted = grantRequest(valid, decision);
    const prompt = policy.redact(granted, decision);
    const signals = injectionSignals(prompt);
    const choice = chooseModel(prompt, decision, candidates);
    const reservation = await record.reserve(prompt, decision, choice);
    const asked = { origin, prompt, policy: decision, signals, choice, reservation };
    const approval = await record.approve(() => approvals.approve(asked, signal));
    const answer = await generate(gateway, approval, record);
    return record.review(() => approvals.review(answer, approval, signal));
  });
}

/** Asks the chosen model through the gateway. */
function generate(gateway: Pick<Gateway, "completion">, approval: Approval, record: AuditRecord) {
  const { model } = approval.asked.choice;
  const chatRequest = toChatRequest(approval.request);
  return record.send(approval, async (signal) => {
    const ask = () => gateway.completion({ ...chatRequest, model, signal });
    const { kit, ...completion } = await ask().catch(ask);
    const { provider, usage, latencyMs, cost, warnings } = kit;
    return {
      result: toSamplingResult(completion, `${provider}/${completion.model}`, cost.usd),
      answeredBy: kit.model,
      generation: {
        ...{ provider, model, latencyMs, warnings, costUsd: cost.usd },
        inputTokens: usage?.inputTokens,
        outputTokens: usage?.outputTokens,
      },
    };
  });
}
