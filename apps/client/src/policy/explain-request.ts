import {
  allowsModel,
  applyPolicy,
  type Mode,
  type Policy,
  type PolicyQuestion,
  type Ruling,
  redact,
  type SamplingTurn,
  toolRounds,
} from "@kit/consent";
import { KitError, type SamplingRequest } from "@kit/protocol";

/** What a policy makes of one request, and why. */
export type Explanation = {
  ruling: Ruling;
  /** What happens to the request, before anybody is asked. */
  outcome: { kind: "refused"; reason: string } | { kind: Exclude<Mode, "deny"> };
  maxTokens: { asked: number; granted: number };
  toolRounds: { used: number; allowed: number };
  models: readonly { model: string; isAllowed: boolean }[];
  redacted: Readonly<Record<string, number>>;
};

/**
 * Takes a request through the steps that apply a policy, and tells what they do with it. No model is asked.
 *
 * @param models The models that the person names.
 */
export async function explainRequest(
  policy: Policy,
  question: PolicyQuestion,
  request: SamplingRequest,
  models: readonly string[],
): Promise<Explanation> {
  const ruling = policy.decide(question);
  const { turn, reason } = await takeThrough(policy, question, request);
  const { mode } = ruling;
  return {
    ruling,
    outcome: reason !== undefined || mode === "deny" ? { kind: "refused", reason: reason ?? "" } : { kind: mode },
    maxTokens: { asked: request.maxTokens, granted: Math.min(request.maxTokens, ruling.maxTokens) },
    toolRounds: { used: toolRounds(request.messages), allowed: ruling.maxToolRounds },
    models: models.map((model) => ({ model, isAllowed: allowsModel(ruling.models, model) })),
    redacted: turn?.redacted ?? {},
  };
}

async function takeThrough(policy: Policy, { server, tools }: PolicyQuestion, request: SamplingRequest) {
  const calls = tools.map((tool, id) => ({ id, tool, arguments: {} }));
  const origin = { server, reachedBy: "", claimedName: "", calls };
  let turn: SamplingTurn | undefined;
  try {
    const begun: SamplingTurn = { id: 1, request, origin, signal: new AbortController().signal, account: {} };
    await applyPolicy(policy)(begun, (decided) =>
      redact(policy)(decided, async (redacted) => {
        turn = redacted;
        return { role: "assistant", content: [], model: "" };
      }),
    );
    return { turn, reason: undefined };
  } catch (error) {
    if (error instanceof KitError && error.code === "declined") return { turn, reason: error.message };
    throw error;
  }
}
