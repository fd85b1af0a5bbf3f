import { hash } from "node:crypto";
import type { Endpoint } from "../providers/provider-settings.ts";
import type { Asked, ModelId } from "../providers/resolve-provider.ts";
import { isRecord, parseJSON } from "../shared/is-record.ts";
import {
  MESSAGE_RULES,
  type MessageRule,
  PARAMETER_RULES,
  type ParameterRule,
  type Parameters,
} from "./parameter-rules.ts";

type OwnRules = Pick<Endpoint, "drop" | "rename">;

/** A request on its way out, and what was lost on the way. */
type Draft = {
  readonly parameters: Record<string, unknown>;
  /** One sentence for each parameter that was dropped, changed with loss, or has no effect. */
  readonly warnings: string[];
};

/** Fits the parameters of a request to its model and endpoint. Those that are null or undefined count as absent. */
export function applyParameterRules(model: ModelId, given: object, { drop, rename }: OwnRules): Draft {
  const present = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  const draft: Draft = { parameters: Object.fromEntries(present), warnings: [] };
  applyRule(tokenLimitRule(model), draft);
  for (const rule of PARAMETER_RULES) {
    if (fits(rule, model, draft.parameters)) applyRule(rule, draft);
  }
  applyRule({ providers: [], drop, rename, because: "the settings say so" }, draft);
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
  return { providers: [], rename: { [from]: to }, because: `the provider reads ${to}` };
}

/** Changes the draft as the rule says, and notes what is lost. */
function applyRule(rule: ParameterRule, { parameters, warnings }: Draft): void {
  const { because } = rule;
  const drop = (name: string, why = because) => {
    if (!(name in parameters)) return;
    delete parameters[name];
    warnings.push(`${name} was dropped: ${why}`);
  };
  // Loses nothing, unless the caller has used both names.
  for (const [from, to] of Object.entries(rule.rename ?? {})) {
    if (to in parameters) drop(from, `${to} is there too and counts`);
    else if (from in parameters) parameters[to] = parameters[from];
    delete parameters[from];
  }
  for (const name of rule.drop ?? []) drop(name);
  for (const [name, value] of Object.entries(rule.only ?? {})) if (parameters[name] !== value) drop(name);
  for (const [name, max] of Object.entries(rule.cap ?? {})) {
    const value = parameters[name];
    if (typeof value !== "number" || value <= max) continue;
    parameters[name] = max;
    warnings.push(`${name} was lowered from ${value} to ${max}: ${because}`);
  }
  const inVain = rule.warn?.filter((name) => name in parameters) ?? [];
  warnings.push(...inVain.map((name) => `${name} may have no effect: ${because}`));
  const { dropFromMessages: field } = rule;
  const messages: unknown[] = Array.isArray(parameters.messages) ? parameters.messages : [];
  if (field === undefined || !messages.some((message) => isRecord(message) && field in message)) return;
  parameters.messages = messages.map((message) => (isRecord(message) ? omit(message, field) : message));
  warnings.push(`${field} was dropped from messages: ${because}`);
}

function omit({ ...message }: Record<string, unknown>, field: string): Record<string, unknown> {
  delete message[field];
  return message;
}

type Fields = Record<string, unknown>;

function rulesFor({ model: { provider, name } }: Asked): readonly MessageRule[] {
  return MESSAGE_RULES.filter(
    ({ providers, models }) => providers.some((known) => known === provider.name) && (models?.test(name) ?? true),
  );
}

/** What came with tool calls, by call: a server that holds the conversation never sees it. The oldest go first. */
const kept = new Map<string, { readonly message: Fields; readonly call: Fields }>();
const MOST_KEPT = 256;

/** Keeps what the provider wants back with the tool calls of a message. */
export function keepForNextTurn(asked: Asked, message: Fields): void {
  const wanted = rulesFor(asked).flatMap((rule) => ("back" in rule ? [rule.back] : []));
  for (const call of wanted.length > 0 ? callsOf(message) : []) {
    kept.set(keyOf(asked, call), { message: pick(message, wanted), call: pick(call, wanted) });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  }
}

/** The same call with the same key at the same place: an id alone could be guessed. */
function keyOf({ endpoint: { baseURL, apiKey } }: Asked, call: Fields): string {
  const { name, arguments: args } = isRecord(call.function) ? call.function : {};
  return hash("sha256", JSON.stringify([baseURL, apiKey, call.id, name, parseJSON(String(args)) ?? args]), "base64url");
}

/** Messages as the provider takes them: with what it wants back, without what only answers have. */
export function fitMessages(asked: Asked, messages: unknown): unknown {
  if (!Array.isArray(messages)) return messages;
  const rules = rulesFor(asked);
  const toId = (id: unknown) => {
    const isForeign = rules.some((rule) => "ids" in rule && typeof id === "string" && !rule.ids.test(id));
    return isForeign ? hash("sha256", String(id), "hex").slice(0, 9) : id;
  };
  const backOf = (on: "message" | "call", holder: Fields, known: readonly (Fields | undefined)[]) =>
    Object.fromEntries(
      rules.flatMap((rule) => {
        if (!("back" in rule) || rule.on !== on) return [];
        const foreign = rule.otherwise === undefined ? [] : [holder[rule.back], rule.otherwise];
        const value = [...known.map((fields) => fields?.[rule.back]), ...foreign].find((one) => one !== undefined);
        return value === undefined ? [] : [[rule.back, value]];
      }),
    );

  return messages.flatMap((message) => {
    if (!isRecord(message)) return [message];
    if (message.role !== "assistant") {
      return [message.tool_call_id === undefined ? message : { ...message, tool_call_id: toId(message.tool_call_id) }];
    }
    const calls = callsOf(message);
    const known = calls.map((call) => kept.get(keyOf(asked, call)));
    const isEmpty = typeof message.content === "string" ? message.content.trim() === "" : !message.content;
    if (isEmpty && calls.length === 0 && !message.refusal && !message.function_call && !message.audio) return [];
    const tool_calls = calls.map((call, index) => ({
      ...pick(call, ["id", "type", "custom"]),
      ...(isRecord(call.function) && { function: withObject(call.function) }),
      ...backOf("call", call, [known[index]?.call]),
      id: toId(call.id),
    }));
    const own = pick(message, ["role", "name", "refusal", "audio", "function_call", "prefix", "cache_control"]);
    const back = backOf(
      "message",
      message,
      known.map((one) => one?.message),
    );
    return [{ ...own, content: message.content ?? null, ...(calls.length > 0 && { tool_calls }), ...back }];
  });
}

/** Many providers read the arguments of earlier calls, and refuse what is no JSON object. */
function withObject(called: Fields): Fields {
  return isRecord(parseJSON(String(called.arguments))) ? called : { ...called, arguments: "{}" };
}

function callsOf({ tool_calls }: Fields): Fields[] {
  return Array.isArray(tool_calls) ? tool_calls.filter(isRecord) : [];
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => names.includes(name) && value !== null));
}
