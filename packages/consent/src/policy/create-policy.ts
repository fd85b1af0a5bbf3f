import type { SamplingRequest } from "@kit/protocol";
import { type DecidedRule, decideRule } from "./decide-rule.ts";
import type { PolicySettings } from "./load-policy.ts";
import { DEFAULT_RULE } from "./policy-defaults.ts";
import { BUILT_IN_REDACTIONS } from "./redaction/built-in-redactions.ts";
import { createOwnRedaction } from "./redaction/own-redaction.ts";
import { type RedactedRequest, redactRequest } from "./redaction/redact-request.ts";
import { ruleLayers } from "./rule-layers.ts";
import { type Ruling, SPENDING_LIMITS } from "./ruling.ts";
import { strictestRule } from "./strictest-rule.ts";

/** What a policy is asked about: a server, and the tools that a request may belong to. */
export type PolicyQuestion = { server: string; tools: readonly string[] };

/** The rules of a person, ready to be asked. */
export type Policy = {
  /** What holds for a request: of several tools that may have asked, field by field the strictest of theirs. */
  decide(question: PolicyQuestion): Ruling;
  /**
   * The request without what the ruling has taken out.
   *
   * @throws {KitError} "declined" when a redaction of the person's own finds too much in it to go on.
   * @throws {KitError} "invalid_request" when it is nested too deep to look into.
   */
  redact(request: SamplingRequest, ruling: Pick<Ruling, "redact">): RedactedRequest;
};

/**
 * Makes a policy of what a file says.
 *
 * @example
 * ```ts
 * const policy = createPolicy(loadPolicy(undefined, process.cwd()));
 * const { mode, because } = policy.decide({ server: "kit", tools: ["summarize"] });
 * console.log(`${mode}, because of ${because.mode}`);
 * ```
 */
export function createPolicy({ policy }: Pick<PolicySettings, "policy">): Policy {
  const own = Object.entries(policy.redactions ?? {}).map(([name, pattern]) => createOwnRedaction(name, pattern));
  const redactions = [...own, ...BUILT_IN_REDACTIONS];
  const defaults = { ...DEFAULT_RULE, redact: redactions.map(({ name }) => name) };

  function decideFor(server: string, tool?: string): DecidedRule {
    return decideRule(defaults, ruleLayers(policy, server, tool));
  }

  return {
    decide({ server, tools }) {
      const rules = tools.length === 0 ? [decideFor(server)] : tools.map((tool) => decideFor(server, tool));
      return toRuling(rules.reduce(strictestRule));
    },
    redact(request, { redact }) {
      return redactRequest(
        request,
        redactions.filter(({ name }) => redact.includes(name)),
      );
    },
  };
}

function toRuling({ rule, because }: DecidedRule): Ruling {
  const { mode, models, maxTokens, maxToolRounds, redact, review, log, ...limits } = rule;
  const set = SPENDING_LIMITS.filter((field) => limits[field] !== undefined && limits[field] !== null);
  return {
    ...{ mode, models, maxTokens, maxToolRounds, redact, review, log, because },
    limits: Object.fromEntries(set.map((field) => [field, limits[field]])),
    toolLimits: set.filter((field) => because[field]?.includes(".tools.")),
  };
}
