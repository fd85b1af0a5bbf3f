import type { ModelId } from "../model-id.ts";
import { applyRule, type Draft } from "./apply-rule.ts";
import type { ParameterRule, Parameters } from "./parameter-rule.ts";
import { PARAMETER_RULES } from "./parameter-rules.ts";

/** What goes out, and what was lost on the way. */
export interface AppliedRules {
  readonly parameters: Parameters;
  /** One sentence for each parameter that was dropped, changed with loss, or has no effect. */
  readonly warnings: readonly string[];
}

/** Fits the parameters of a request to its model. Those that are null or undefined count as absent. */
export function applyParameterRules(model: ModelId, given: object): AppliedRules {
  const present = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  const draft: Draft = { parameters: Object.fromEntries(present), warnings: [] };
  applyRule(tokenLimitRule(model), draft);
  for (const rule of PARAMETER_RULES) {
    if (fits(rule, model, draft.parameters)) applyRule(rule, draft);
  }
  return draft;
}

function fits(rule: ParameterRule, { provider, name }: ModelId, parameters: Parameters): boolean {
  if (!rule.providers.some((known) => known === provider.name)) return false;
  if (rule.models && !rule.models.test(name)) return false;
  return !rule.unless || Object.entries(rule.unless).some(([key, value]) => parameters[key] !== value);
}

/** The limit goes out under the name in the provider's row, whichever of the two names the caller has used. */
function tokenLimitRule({ provider }: ModelId): ParameterRule {
  const to = provider.tokenLimit;
  const from = to === "max_tokens" ? "max_completion_tokens" : "max_tokens";
  return { providers: [], action: "rename", from, to, because: `the provider reads ${to}` };
}
