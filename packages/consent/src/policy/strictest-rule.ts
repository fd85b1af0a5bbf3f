import type { DecidedRule } from "./decide-rule.ts";
import { allowedByBoth } from "./model-patterns.ts";
import type { CompleteRule, Limit } from "./policy-defaults.ts";
import { RULE_FIELDS } from "./policy-schema.ts";
import { MODES } from "./ruling.ts";

const smallerLimit = (one: Limit, other: Limit) => ((other ?? Infinity) < (one ?? Infinity) ? other : one);

/** Of two values of a field, the stricter one; where neither is, what both allow. */
const STRICTER: {
  [Field in keyof CompleteRule]: (one: CompleteRule[Field], other: CompleteRule[Field]) => CompleteRule[Field];
} = {
  mode: (one, other) => (MODES.indexOf(other) > MODES.indexOf(one) ? other : one),
  models: allowedByBoth,
  maxTokens: Math.min,
  requestsPerMinute: smallerLimit,
  tokensPerSession: smallerLimit,
  tokensPerDay: smallerLimit,
  usdPerSession: smallerLimit,
  usdPerDay: smallerLimit,
  maxToolRounds: Math.min,
  redact: (one, other) => {
    const all = [...new Set([...one, ...other])];
    return all.length === one.length ? one : all.length === other.length ? other : all;
  },
  review: (one, other) => one || other,
  log: (one, other) => (other === "metadata" ? other : one),
};

/** When several tools may have asked: field by field, the strictest of what holds for them. */
export function strictestRule(one: DecidedRule, other: DecidedRule): DecidedRule {
  const rule = { ...one.rule };
  const because: Record<string, string> = {};
  for (const field of RULE_FIELDS) because[field] = decideField(field, one, other, rule);
  return { rule, because };
}

/** Puts the stricter value into the rule, and says whose it is. */
function decideField<Field extends keyof CompleteRule>(
  field: Field,
  one: DecidedRule,
  other: DecidedRule,
  rule: CompleteRule,
): string {
  rule[field] = STRICTER[field](one.rule[field], other.rule[field]);
  const [ours = "", theirs = ""] = [one.because[field], other.because[field]];
  if (rule[field] === one.rule[field]) return ours;
  return rule[field] === other.rule[field] ? theirs : `${ours} and ${theirs}`;
}
