import { hash } from "node:crypto";
import { parseJSON } from "../answers/read-message.ts";
import type { ProviderName } from "../providers/providers.ts";
import type { Asked } from "../providers/resolve-provider.ts";
import { isRecord } from "../shared/is-record.ts";

type Fields = Record<string, unknown>;

/** What a provider wants of messages beyond OpenAI's API. */
type MessageRule = {
  readonly providers: readonly ProviderName[];
  /** Which of the provider's models, by what follows the first slash. Default: all. */
  readonly models?: RegExp;
} & (
  | { readonly ids: RegExp }
  /** A field of an answer that must come back with the call it came with. */
  | { readonly back: string; readonly on: "message" | "call"; readonly otherwise?: unknown }
);

/** Those behind which another provider may be. */
const FORWARDING: readonly ProviderName[] = ["openrouter", "vercel", "litellm_proxy", "huggingface", "custom"];

/** Where providers differ in messages, one row each; all rows that fit apply. */
const MESSAGE_RULES: readonly MessageRule[] = [
  { providers: ["mistral"], ids: /^[a-zA-Z0-9]{9}$/ },
  { providers: ["anthropic"], ids: /^[\w-]+$/ },
  { providers: ["openai", "azure"], ids: /^.{1,40}$/ },
  { providers: ["gemini", ...FORWARDING], back: "extra_content", on: "call" },
  {
    providers: ["gemini"],
    models: /^gemini-(?:[3-9]|\d{2,})/,
    ...{ back: "extra_content", on: "call" },
    // Google's word for a call that it has not signed: another model has made it.
    otherwise: { google: { thought_signature: "skip_thought_signature_validator" } },
  },
  { providers: ["deepseek"], back: "reasoning_content", on: "message", otherwise: "" },
  { providers: ["vllm", ...FORWARDING], back: "reasoning_content", on: "message" },
  { providers: ["openrouter"], back: "reasoning_details", on: "message" },
];

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
  const wanted = rulesFor(asked).some((rule) => "back" in rule);
  for (const call of wanted ? callsOf(message) : []) {
    kept.set(keyOf(asked, call), { message, call });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  }
}

/** The same call with the same key at the same place: an id alone could be guessed. */
function keyOf({ endpoint: { baseURL, apiKey } }: Asked, call: Fields): string {
  const { name, arguments: args } = isRecord(call.function) ? call.function : {};
  return hash("sha256", JSON.stringify([baseURL, apiKey, call.id, name, parseJSON(String(args)) ?? args]), "base64url");
}

/**
 * Messages as the provider takes them: without what only answers have, with what it wants back, and with tool call ids
 * in its form. An answer that says nothing is left out.
 */
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
      ...pick(call, ["id", "type", "function", "custom"]),
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

function callsOf({ tool_calls }: Fields): Fields[] {
  return Array.isArray(tool_calls) ? tool_calls.filter(isRecord) : [];
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => names.includes(name) && value !== null));
}
