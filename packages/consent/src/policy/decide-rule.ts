import type { CompleteRule } from "./policy-defaults.ts";
import { RULE_FIELDS } from "./policy-schema.ts";
import type { RuleLayer } from "./rule-layers.ts";

/** What holds for one tool, and which rule decided each field. */
export type DecidedRule = { rule: CompleteRule; because: Readonly<Record<string, string>> };

/** Field by field, the last layer that says something decides; where none does, the default. */
export function decideRule(defaults: CompleteRule, layers: readonly RuleLayer[]): DecidedRule {
  const rule = { ...defaults };
  const because: Record<string, string> = {};
  for (const field of RULE_FIELDS) {
    const layer = layers.findLast((candidate) => candidate.rule[field] !== undefined);
    if (layer !== undefined) Object.assign(rule, { [field]: layer.rule[field] });
    because[field] = layer === undefined ? "default" : `${layer.path}.${field}`;
  }
  return { rule, because };
}
