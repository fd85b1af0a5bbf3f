import { blocksOf, KitError, type SamplingMessage } from "@kit/protocol";
import type { Policy } from "../policy/create-policy.ts";
import type { Ruling } from "../policy/ruling.ts";
import { type SamplingStep, toolsOf } from "./sampling-turn.ts";

/**
 * Puts what the policy says on the turn, and holds the request to it: refuses what it denies and too many rounds of
 * tool use, and lowers `maxTokens` to what it grants.
 *
 * @throws {KitError} "declined" naming the rule.
 */
export function applyPolicy(policy: Pick<Policy, "decide">): SamplingStep {
  return async (turn, next) => {
    const { request, origin } = turn;
    const ruling = policy.decide({ server: origin.server, tools: toolsOf(origin) });
    if (ruling.mode === "deny") {
      turn.account.decision = "denied";
      throw declined("refuses such requests", ruling.because.mode);
    }
    assertToolRounds(request.messages, ruling);
    const maxTokens = Math.min(request.maxTokens, ruling.maxTokens);
    return next({ ...turn, ruling, askedMaxTokens: request.maxTokens, request: { ...request, maxTokens } });
  };
}

function assertToolRounds(messages: readonly SamplingMessage[], { maxToolRounds, because }: Ruling): void {
  const rounds = toolRounds(messages);
  if (rounds <= maxToolRounds) return;
  throw declined(
    `allows ${maxToolRounds} rounds of tool use, and this would follow on ${rounds}`,
    because.maxToolRounds,
  );
}

/** How often the model has used tools since a user last said something. */
export function toolRounds(messages: readonly SamplingMessage[]): number {
  const lastWords = messages.findLastIndex(({ role, content }) => role === "user" && !has("tool_result", content));
  return messages.slice(lastWords + 1).filter(({ content }) => has("tool_use", content)).length;
}

function has(type: "tool_use" | "tool_result", content: SamplingMessage["content"]): boolean {
  return blocksOf(content).some((block) => block.type === type);
}

function declined(what: string, rule = "default"): KitError {
  return new KitError("declined", `The client's policy ${what} (${rule}).`, { data: { rule } });
}
