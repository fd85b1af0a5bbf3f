import { isRecord } from "../is-record.ts";
import type { ParameterRule } from "./parameter-rule.ts";

/** A request on its way out. */
export interface Draft {
  readonly parameters: Record<string, unknown>;
  readonly warnings: string[];
}

/** Changes the draft as the rule says, and notes what is lost. */
export function applyRule(rule: ParameterRule, draft: Draft): void {
  switch (rule.action) {
    case "rename":
      rename(rule.from, rule.to, draft);
      break;
    case "drop":
      for (const name of rule.parameters) drop(name, rule.because, draft);
      break;
    case "allow_only":
      if (draft.parameters[rule.parameter] !== rule.value) drop(rule.parameter, rule.because, draft);
      break;
    case "cap":
      cap(rule.parameter, rule.max, rule.because, draft);
      break;
    case "warn":
      warn(rule.parameters, rule.because, draft);
      break;
    case "warn_blank_stop":
      warnBlankStop(rule.because, draft);
      break;
    case "drop_from_messages":
      dropFromMessages(rule.field, rule.because, draft);
      break;
  }
}

/** Loses nothing, unless the caller has used both names. */
function rename(from: string, to: string, draft: Draft): void {
  const { [from]: value } = draft.parameters;
  if (value === undefined) return;
  if (to in draft.parameters) {
    drop(from, `${to} is there too and counts`, draft);
  } else {
    draft.parameters[to] = value;
    delete draft.parameters[from];
  }
}

function drop(name: string, because: string, { parameters, warnings }: Draft): void {
  if (!(name in parameters)) return;
  delete parameters[name];
  warnings.push(`${name} was dropped: ${because}`);
}

function cap(name: string, max: number, because: string, { parameters, warnings }: Draft): void {
  const value = parameters[name];
  if (typeof value !== "number" || value <= max) return;
  parameters[name] = max;
  warnings.push(`${name} was lowered from ${value} to ${max}: ${because}`);
}

function warn(names: readonly string[], because: string, { parameters, warnings }: Draft): void {
  const present = names.filter((name) => name in parameters);
  warnings.push(...present.map((name) => `${name} may have no effect: ${because}`));
}

function warnBlankStop(because: string, { parameters, warnings }: Draft): void {
  const isBlank = (stop: unknown) => typeof stop === "string" && stop.trim() === "";
  if ([parameters.stop].flat().some(isBlank)) warnings.push(`stop may have no effect in part: ${because}`);
}

function dropFromMessages(field: string, because: string, { parameters, warnings }: Draft): void {
  const { messages } = parameters;
  if (!Array.isArray(messages) || !messages.some((message) => isRecord(message) && field in message)) return;
  parameters.messages = messages.map((message) => omit(message, field));
  warnings.push(`${field} was dropped from messages: ${because}`);
}

function omit(message: unknown, field: string): unknown {
  return isRecord(message) ? Object.fromEntries(Object.entries(message).filter(([key]) => key !== field)) : message;
}
