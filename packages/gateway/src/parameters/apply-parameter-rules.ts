import type { Endpoint } from "../providers/provider-settings.ts";
import type { ModelId } from "../providers/resolve-provider.ts";
import { isRecord } from "../shared/is-record.ts";
import { PARAMETER_RULES, type ParameterRule, type Parameters } from "./parameter-rules.ts";

type OwnRules = Pick<Endpoint, "drop" | "rename">;

/** A request on its way out, and what was lost on the way. */
type Draft = {
  readonly parameters: Record<string, unknown>;
  /** One sentence for each parameter that was dropped, changed with loss, or has no effect. */
  readonly warnings: string[];
};

/**
 * Fits the parameters of a request to its model, and to what the settings say of its endpoint. Those that are null or
 * undefined count as absent.
 */
export function applyParameterRules(model: ModelId, given: object, { drop, rename }: OwnRules): Draft {
  const present = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  const draft: Draft = { parameters: Object.fromEntries(present), warnings: [] };
  applyRule(tokenLimitRule(model), draft);
  for (const rule of PARAMETER_RULES) {
    if (fits(rule, model, draft.parameters)) applyRule(rule, draft);
  }
  const own = { providers: [], because: "the settings say so" };
  applyRule({ ...own, action: "drop", parameters: drop }, draft);
  for (const [from, to] of Object.entries(rename)) applyRule({ ...own, action: "rename", from, to }, draft);
  return draft;
}

function fits(rule: ParameterRule, { provider, name }: ModelId, parameters: Parameters): boolean {
  if (!rule.providers.some((known) => known === provider.name)) return false;
  if (rule.models && !rule.models.test(name)) return false;
  return !rule.unless || Object.entries(rule.unless).some(([key, value]) => parameters[key] !== value);
}

/** The limit goes out under the name in the provider's row, whichever of the two names the caller has used. */
function tokenLimitRule({ provider }: ModelId): ParameterRule {
  const to = provider.tokenLimit ?? "max_tokens";
  const from = to === "max_tokens" ? "max_completion_tokens" : "max_tokens";
  return { providers: [], action: "rename", from, to, because: `the provider reads ${to}` };
}

/** Changes the draft as the rule says, and notes what is lost. */
function applyRule(rule: ParameterRule, { parameters, warnings }: Draft): void {
  const { because } = rule;
  const drop = (name: string, why = because) => {
    if (!(name in parameters)) return;
    delete parameters[name];
    warnings.push(`${name} was dropped: ${why}`);
  };
  switch (rule.action) {
    // Loses nothing, unless the caller has used both names.
    case "rename":
      if (rule.to in parameters) drop(rule.from, `${rule.to} is there too and counts`);
      else if (rule.from in parameters) parameters[rule.to] = parameters[rule.from];
      delete parameters[rule.from];
      break;
    case "drop":
      for (const name of rule.parameters) drop(name);
      break;
    case "allow_only":
      if (parameters[rule.parameter] !== rule.value) drop(rule.parameter);
      break;
    case "cap": {
      const { parameter: name, max } = rule;
      const value = parameters[name];
      if (typeof value !== "number" || value <= max) return;
      parameters[name] = max;
      warnings.push(`${name} was lowered from ${value} to ${max}: ${because}`);
      break;
    }
    case "warn": {
      const present = rule.parameters.filter((name) => name in parameters);
      warnings.push(...present.map((name) => `${name} may have no effect: ${because}`));
      break;
    }
    case "warn_blank_stop": {
      const isBlank = (stop: unknown) => typeof stop === "string" && stop.trim() === "";
      if ([parameters.stop].flat().some(isBlank)) warnings.push(`stop may have no effect in part: ${because}`);
      break;
    }
    case "drop_from_messages": {
      const { field } = rule;
      const messages: unknown[] = Array.isArray(parameters.messages) ? parameters.messages : [];
      if (!messages.some((message) => isRecord(message) && field in message)) return;
      parameters.messages = messages.map((message) => (isRecord(message) ? omit(message, field) : message));
      warnings.push(`${field} was dropped from messages: ${because}`);
    }
  }
}

function omit({ ...message }: Record<string, unknown>, field: string): Record<string, unknown> {
  delete message[field];
  return message;
}
