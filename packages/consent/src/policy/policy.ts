import { blocksOf, KitError, type SamplingMessage, type SamplingRequest } from "@kit/protocol";
import { renderColumns, wrapText } from "@kit/terminal";
import { LIMIT_NAMES } from "../ledger/limits.ts";
import { BUILT_IN_REDACTIONS } from "../redaction/built-in-redactions.ts";
import { createOwnRedaction, redactRequest } from "../redaction/redaction.ts";
import { type Granted, type Prompt, Refusal, type ValidRequest } from "../stages.ts";
import type { PolicySettings } from "./load-policy.ts";
import { DEFAULT_REASONS, DEFAULT_RULE, type Mode, type PolicyDecision } from "./policy-decision.ts";
import { RULE_FIELDS } from "./policy-schema.ts";
import { allowsModel, type DecidedRule, decideRule, strictestRule } from "./rules.ts";

export type PolicyQuestion = { server: string; tools: readonly string[] };

export type Policy = {
  /** Of several tools that may have asked, field by field the strictest of what holds for them. */
  decide(question: PolicyQuestion): PolicyDecision;
  /** The request without what the decision takes out. @throws {KitError} when it is too much or too deep to look into. */
  redact(granted: Granted, decision: Pick<PolicyDecision, "redact">): Prompt;
};

export function createPolicy({ policy }: Pick<PolicySettings, "policy">): Policy {
  const own = Object.entries(policy.redactions ?? {}).map(([name, pattern]) => createOwnRedaction(name, pattern));
  const redactions = [...own, ...BUILT_IN_REDACTIONS];
  const defaults = { ...DEFAULT_RULE, redact: redactions.map(({ name }) => name) };
  return {
    decide({ server, tools }) {
      const asking = tools.length === 0 ? [undefined] : tools;
      return toDecision(asking.map((tool) => decideRule(defaults, policy, server, tool)).reduce(strictestRule));
    },
    redact({ request, askedMaxTokens }, { redact }) {
      const chosen = redactions.filter(({ name }) => redact.includes(name));
      return { ...(redactRequest(request, chosen) as Pick<Prompt, "request" | "redacted">), askedMaxTokens };
    },
  };
}

/** Makes what takes out of any JSON what the policy takes out of prompts. It throws as `redact()` does. */
export function createRedactor(
  policy: Policy,
): (value: unknown, from: { server: string; tool?: string | undefined }) => unknown {
  const decisions = new Map<string, PolicyDecision>();
  return (value, { server, tool }) => {
    const key = JSON.stringify([server, tool]);
    const decision = decisions.get(key) ?? policy.decide({ server, tools: tool === undefined ? [] : [tool] });
    decisions.set(key, decision);
    const request = { messages: [], maxTokens: 1, metadata: { value } } as unknown as Granted["request"];
    return policy.redact({ request, askedMaxTokens: 1 }, decision).request.metadata?.value;
  };
}

function toDecision({ rule, because }: DecidedRule): PolicyDecision {
  const { mode, models, maxTokens, maxToolRounds, redact, review, log, ...limits } = rule;
  const set = LIMIT_NAMES.filter((field) => limits[field] !== undefined && limits[field] !== null);
  return {
    ...{ mode, models, maxTokens, maxToolRounds, redact, review, log, because },
    limits: Object.fromEntries(set.map((field) => [field, limits[field]])),
    toolLimits: set.filter((field) => because[field]?.includes(".tools.")),
  };
}

/** Lowers `maxTokens` to what the policy grants. @throws {KitError} "declined" naming the rule that refuses the request. */
export function grantRequest(request: ValidRequest, decision: PolicyDecision): Granted {
  const { mode, maxToolRounds, because } = decision;
  if (mode === "deny") throw declined("refuses such requests", because.mode);
  const rounds = toolRounds(request.messages);
  if (rounds > maxToolRounds) {
    const what = `allows ${maxToolRounds} rounds of tool use, and this would follow on ${rounds}`;
    throw declined(what, because.maxToolRounds);
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

function declined(what: string, rule = "default"): Refusal {
  return new Refusal("denied", `The client's policy ${what} (${rule}).`, { data: { rule } });
}

/** What a policy makes of one request, and why; the outcome is what happens before anybody is asked. */
type Explanation = ReturnType<typeof explainRequest>;

/** Takes a valid request through what a policy does with it, and tells. No model is asked. */
export function explainRequest(
  policy: Policy,
  question: PolicyQuestion,
  request: SamplingRequest,
  models: readonly string[],
) {
  const decision = policy.decide(question);
  const told = {
    decision,
    maxTokens: { asked: request.maxTokens, granted: Math.min(request.maxTokens, decision.maxTokens) },
    toolRounds: { used: toolRounds(request.messages), allowed: decision.maxToolRounds },
    models: models.map((model) => ({ model, isAllowed: allowsModel(decision.models, model) })),
  };
  try {
    const { redacted } = policy.redact(grantRequest(request as ValidRequest, decision), decision);
    return { ...told, outcome: { kind: decision.mode as Exclude<Mode, "deny"> }, redacted };
  } catch (error) {
    if (!(error instanceof KitError && error.code === "declined")) throw error;
    return { ...told, outcome: { kind: "refused" as const, reason: error.message }, redacted: {} };
  }
}

const OUTCOMES = {
  ask: "you are asked about each tool call; without a terminal it is refused",
  session: "you are asked once for each tool in a session; without a terminal it is refused",
  auto: "let through without asking",
} as const;

export function renderExplanation({ decision, outcome, ...explanation }: Explanation): string[] {
  const { maxTokens, toolRounds, models, redacted } = explanation;
  const { asked, granted } = maxTokens;
  const isRefused = outcome.kind === "refused";
  const counts = Object.entries(redacted).map(([name, count]) => `${name} × ${count}`);
  const lines = [
    ["the request", isRefused ? `refused. ${outcome.reason}` : OUTCOMES[outcome.kind]],
    ["maxTokens", granted < asked ? `${asked} asked for, ${granted} granted` : `${asked}, as asked for`],
    ["tool rounds", `${toolRounds.used} of ${toolRounds.allowed}`],
    ["redacted", isRefused ? "nothing leaves" : counts.join(", ") || "nothing"],
    ...models.map(({ model, isAllowed }) => ["model", `${model} ${isAllowed ? "may" : "may not"} answer`]),
  ];
  return [...renderColumns(lines), "", ...renderDecision(decision, false)];
}

const REASON_WIDTH = 56;

/** Each field, its value, and which rule decided it; with reasons, also why a default is what it is. */
export function renderDecision({ limits, because, ...fields }: PolicyDecision, hasReasons: boolean): string[] {
  const values: Readonly<Record<string, unknown>> = { ...fields, ...limits };
  const rows = RULE_FIELDS.flatMap((field) => {
    const shown = valueLines(field, values[field]);
    const reasons = reasonLines(field, because[field], hasReasons);
    return Array.from({ length: Math.max(shown.length, reasons.length) }, (_, line) => [
      line === 0 ? field : "",
      shown[line] ?? "",
      reasons[line] ?? "",
    ]);
  });
  return renderColumns(rows);
}

function valueLines(field: string, value: unknown): string[] {
  if (value === undefined) return [field === "models" ? "all that you name" : "no limit"];
  if (Array.isArray(value)) return value.length > 0 ? value.map(String) : ["nothing"];
  return [String(value)];
}

function reasonLines(field: string, because = "default", hasReasons: boolean): string[] {
  if (because !== "default") return because.split(/(?<= and) /);
  return hasReasons ? wrapText(`default: ${DEFAULT_REASONS[field]}`, REASON_WIDTH) : [because];
}
