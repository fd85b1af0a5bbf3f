import { blocksOf, type SamplingMessage, type SamplingRequest } from "@kit/protocol";
import { BUILT_IN_REDACTIONS } from "../redaction/built-in-redactions.ts";
import { redactRequest } from "../redaction/redaction.ts";
import { type Granted, type Prompt, Refusal, type ValidRequest } from "../stages.ts";
import type { PolicyDecision } from "./policy-decision.ts";

/** What servers may sample. Without a terminal nobody can be asked, so what has the mode `ask` is refused. */
const DEFAULTS: PolicyDecision = {
  mode: "ask",
  // Several pages of text; a server that needs more should say why.
  maxTokens: 4096,
  maxToolRounds: 5,
  // A long document in 32 parts fits twice, a loop without end does not.
  limits: { requestsPerMinute: 60 },
  redact: BUILT_IN_REDACTIONS.map(({ name }) => name),
  review: false,
  log: "metadata",
  because: {},
};

export type PolicyQuestion = { server: string; tools: readonly string[] };

export type Policy = {
  decide(question: PolicyQuestion): PolicyDecision;
  /** The request without what the decision takes out. @throws {KitError} when it is too deep to look into. */
  redact(granted: Granted, decision: Pick<PolicyDecision, "redact">): Prompt;
};

/** @param own What you allow otherwise, the same for every server and tool. */
export function createPolicy({ policy: own }: { policy: Partial<PolicyDecision> }): Policy {
  return {
    decide: () => ({ ...DEFAULTS, ...own }),
    redact({ request, askedMaxTokens }, { redact }) {
      const chosen = BUILT_IN_REDACTIONS.filter(({ name }) => redact.includes(name));
      return { ...(redactRequest(request, chosen) as Pick<Prompt, "request" | "redacted">), askedMaxTokens };
    },
  };
}

/** Lowers `maxTokens` to what the policy grants. @throws {KitError} "declined" naming the rule that refuses the request. */
export function grantRequest(request: ValidRequest, decision: PolicyDecision): Granted {
  const { mode, maxToolRounds } = decision;
  if (mode === "deny") throw new Refusal("denied", "The client's policy refuses such requests.");
  const rounds = toolRounds(request.messages);
  if (rounds > maxToolRounds) {
    const what = `allows ${maxToolRounds} rounds of tool use, and this would follow on ${rounds}`;
    throw new Refusal("denied", `The client's policy ${what}.`);
  }
  const maxTokens = Math.min(request.maxTokens, decision.maxTokens);
  const granted: SamplingRequest = { ...request, maxTokens };
  return { request: granted as Granted["request"], askedMaxTokens: request.maxTokens };
}

/** How often the model has used tools since a user last said something. */
function toolRounds(messages: readonly SamplingMessage[]): number {
  const has = (type: string, { content }: SamplingMessage) => blocksOf(content).some((block) => block.type === type);
  const lastWords = messages.findLastIndex((message) => message.role === "user" && !has("tool_result", message));
  return messages.slice(lastWords + 1).filter((message) => has("tool_use", message)).length;
}
