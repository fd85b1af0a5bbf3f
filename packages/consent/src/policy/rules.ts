import { LIMIT_NAMES, type LimitName } from "../ledger/limits.ts";
import type { CompleteRule, Limit, Mode } from "./policy-decision.ts";
import { type PolicyFile, RULE_FIELDS, type Rule } from "./policy-schema.ts";
import { fieldPath } from "./policy-text.ts";

export type DecidedRule = { rule: CompleteRule; because: Readonly<Record<string, string>> };

const ANY = "*";

/**
 * Field by field, the last of these rules that says something decides, else the default: `defaults`, any server, any tool
 * of any server, that tool of any server, and the same three for the server. Outside of a tool call, `*` stands.
 */
export function decideRule(
  defaults: CompleteRule,
  file: PolicyFile,
  server: string,
  tool: string | undefined,
): DecidedRule {
  const layers = ruleLayers(file, server, tool);
  const rule = { ...defaults };
  const because: Record<string, string> = {};
  for (const field of RULE_FIELDS) {
    const layer = layers.findLast((candidate) => candidate.rule[field] !== undefined);
    if (layer !== undefined) Object.assign(rule, { [field]: layer.rule[field] });
    because[field] = layer === undefined ? "default" : `${layer.path}.${field}`;
  }
  return { rule, because };
}

function ruleLayers({ defaults, servers = {} }: PolicyFile, server: string, tool: string | undefined) {
  const layers: { path: string; rule: Rule }[] = [];
  const add = (rule: Rule | undefined, ...path: string[]) => {
    if (rule !== undefined) layers.push({ path: fieldPath(path), rule });
  };
  add(defaults, "defaults");
  for (const name of withAny(server)) {
    const entry = own(servers, name);
    if (entry === undefined) continue;
    const { tools = {}, ...rule } = entry;
    add(rule, "servers", name);
    for (const toolName of withAny(tool)) add(own(tools, toolName), "servers", name, "tools", toolName);
  }
  return layers;
}

function withAny(name: string | undefined): string[] {
  return name === undefined || name === ANY ? [ANY] : [ANY, name];
}

/** Names come from servers: one that every object inherits, such as `constructor`, is no entry. */
function own<T>(entries: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

/** From lenient to strict. */
const MODES: readonly Mode[] = ["auto", "session", "ask", "deny"];

const smallerLimit = (one: Limit, other: Limit) => ((other ?? Infinity) < (one ?? Infinity) ? other : one);
const limits = Object.fromEntries(LIMIT_NAMES.map((name) => [name, smallerLimit]));

/** Of two values of a field, the stricter one; where neither is, what both allow. */
const STRICTER: {
  [Field in keyof CompleteRule]: (one: CompleteRule[Field], other: CompleteRule[Field]) => CompleteRule[Field];
} = {
  ...(limits as Record<LimitName, typeof smallerLimit>),
  mode: (one, other) => (MODES.indexOf(other) > MODES.indexOf(one) ? other : one),
  models: allowedByBoth,
  maxTokens: Math.min,
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

/** Whether one of the patterns (`*` is any text, `one & other` demands both) stands for a model. No list: for all. */
export function allowsModel(patterns: readonly string[] | undefined, model: string): boolean {
  return patterns === undefined || patterns.some((pattern) => pattern.split(AND).every((part) => matches(part, model)));
}

const AND = " & ";

export function allowedByBoth(
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
): readonly string[] | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.every((narrow) => other.some((wide) => covers(wide, narrow)))) return one;
  if (other.every((narrow) => one.some((wide) => covers(wide, narrow)))) return other;
  return one.flatMap((left) => other.map((right) => (covers(left, right) ? right : `${left}${AND}${right}`)));
}

/** A pattern matches the text of another one only if it stands for every model that the other stands for. */
function covers(wide: string, narrow: string): boolean {
  return wide.split(AND).every((part) => narrow.split(AND).some((own) => matches(part, own)));
}

function matches(pattern: string, model: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "is").test(model);
}
