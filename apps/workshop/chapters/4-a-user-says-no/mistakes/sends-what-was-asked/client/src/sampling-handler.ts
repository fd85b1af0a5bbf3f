import {
  type Approval,
  type ApprovalOptions,
  type AuditOptions,
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
import { estimateTokens, type Gateway, GatewayError } from "@kit/gateway";
import { KitError, type SamplingResult } from "@kit/protocol";
import { toChatRequest, toSamplingResult } from "@kit/sampling";

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

/** Makes the handler of one connection. */
export function createSamplingHandler(options: SamplingHandlerOptions): SamplingHandler {
  const { gateway, candidates, policy } = options;
  const approvals = createApprovals(options);

  return logged(async (params, { origin, signal }) => {
    const valid = validateRequest(params, origin);
    const decision = policy.decide({ server: origin.server, tools: toolsOf(origin) });
    const granted = grantRequest(valid, decision);
    const prompt = policy.redact(granted, decision);
    const signals = injectionSignals(prompt);
    const choice = chooseModel(prompt, decision, candidates);
    const reservation = { estimate: await estimate({ prompt, choice }) };
    const asked = { origin, prompt, policy: decision, signals, choice, reservation };
    await approvals.approve(asked, signal);
    return generate(gateway, asked, signal);
  });
}

/** Until chapter 5: the server must not read what goes wrong in here, so it is written to the client's stderr. */
function logged(handler: SamplingHandler): SamplingHandler {
  return (params, context) =>
    handler(params, context).catch((error: unknown) => {
      if (!(error instanceof KitError)) console.error(error instanceof GatewayError ? error.message : error);
      throw error;
    });
}

/** Asks the chosen model through the gateway. */
async function generate(
  gateway: Pick<Gateway, "completion">,
  asked: Approval["asked"],
  signal: AbortSignal,
): Promise<SamplingResult> {
  const { model } = asked.choice;
  const chatRequest = toChatRequest(asked.prompt.request);
  const { kit, ...completion } = await gateway.completion({ ...chatRequest, model, signal });
  return toSamplingResult(completion, `${kit.provider}/${completion.model}`, kit.cost.usd);
}

/** What the answer may take at most: the card shows it. */
async function estimate({ prompt, choice }: Pick<Approval["asked"], "prompt" | "choice">) {
  const usage = await estimateTokens(toChatRequest(prompt.request));
  return { ...usage, costUsd: await choice.estimateUsd?.(usage) };
}
