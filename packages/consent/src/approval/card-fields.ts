import { blocksOf, type SamplingRequest, type SamplingResult } from "@kit/protocol";
import { cleanText, flatText, oneLine } from "@kit/terminal";
import { countText, describeCall, dollarText } from "../format.ts";
import type { ModelChoice } from "../request/choose-model.ts";
import { nameText, toolNames, toolsOf } from "../stages.ts";
import type { ApprovalCard, ApprovalRequest } from "./approver.ts";

export type CardField = {
  label: string;
  text: string;
  /** `server`: the server's words, set apart from ours. */
  words: "ours" | "server";
  /** Fields of one kind, of which some may be left out when there are too many. */
  list?: "calls" | "messages" | "tools" | "edits";
  /** How many lines it has at least, if it needs them, however little room there is. Default: 1. */
  leastLines?: number;
  /** What an edit did to it, or that the user should beware. */
  tone?: "added" | "removed" | "same" | "warning";
};

const CALL_LINES = 4;
const BYTES_PER_BASE64 = 0.75;
const SMALLEST_USD = 0.0001;

const ours = (label: string, text: string): CardField => ({ label, text: oneLine(text), words: "ours" });
const server = (label: string, text: string): CardField => {
  return { label, text: cleanText(text).trimEnd(), words: "server" };
};

export function originFields({ origin, signals }: ApprovalCard): CardField[] {
  const { calls } = origin;
  const tools = toolsOf(origin);
  const unsure = tools.length > 1 ? "; the server does not say which" : "";
  return [
    ours("server", `${origin.server}, reached by ${origin.reachedBy}`),
    server("claims to be", nameText(origin.claimedName)),
    ...(calls.length === 1 ? [] : [ours("for", `one of these ${calls.length} calls${unsure}`)]),
    // A tool that may be let through for good is named whole.
    ...calls.map((call): CardField => {
      return { ...server("call", describeCall(call)), list: "calls", leastLines: calls.length === 1 ? CALL_LINES : 1 };
    }),
    ...signals.map((sign): CardField => {
      return { ...ours("beware", sign), tone: "warning", leastLines: Number.POSITIVE_INFINITY };
    }),
  ];
}

export function promptFields({ systemPrompt, messages, tools = [] }: SamplingRequest): CardField[] {
  return [
    ...(systemPrompt === undefined ? [] : [server("system", systemPrompt)]),
    ...messages.map(({ role, content, ...rest }): CardField => {
      return { ...server(role, withRest(blocksOf(content).map(blockText).join("\n"), rest)), list: "messages" };
    }),
    ...tools.map(({ name, description = "" }): CardField => {
      return { ...server("tool", nameText(name) + (description && `: ${description}`)), list: "tools" };
    }),
  ];
}

/** A block with all that it holds: its text, those of a tool's result, the rest as JSON. Bytes of media are counted. */
function blockText({ type, ...block }: { type: string; [field: string]: unknown }): string {
  const { text, content, data } = block;
  const without = (field: string) => Object.fromEntries(Object.entries(block).filter(([name]) => name !== field));
  if (type === "text" && typeof text === "string") return withRest(text, without("text"));
  if (type === "tool_result" && Array.isArray(content)) {
    return [withRest(type, without("content")), ...content.map(blockText)].join("\n");
  }
  if ((type !== "image" && type !== "audio") || typeof data !== "string") return withRest(type, block);
  return withRest(`${type} of ${countText(Math.ceil((data.length * BYTES_PER_BASE64) / 1024))} kB`, without("data"));
}

/** What the specification does not name is read by the model, too. */
function withRest(text: string, rest: object): string {
  return Object.keys(rest).length === 0 ? text : `${text} ${JSON.stringify(rest)}`;
}

export function answerFields({ content, model, stopReason }: SamplingResult): CardField[] {
  return [
    server("answer", blocksOf(content).map(blockText).join("\n")),
    ours("by", `${model}${stopReason === undefined ? "" : `, stopReason ${nameText(stopReason)}`}`),
  ];
}

export function termsFields(card: ApprovalCard, request: SamplingRequest): CardField[] {
  const { prompt, choice, policy } = card;
  const { askedMaxTokens, redacted } = prompt;
  const isCut = askedMaxTokens > request.maxTokens;
  const by = request.maxTokens < prompt.request.maxTokens ? "as you edited it" : "the most that the policy grants";
  const settings = settingsOf(request);
  const found = Object.entries(redacted).filter(([, times]) => times > 0);
  return [
    ...(settings === "" ? [] : [server("settings", settings)]),
    ours("maxTokens", isCut ? `${askedMaxTokens} → ${request.maxTokens}, ${by}` : String(request.maxTokens)),
    ours("model", describeModel(choice)),
    server("why", choice.reason),
    ours("cost", describeCost(card, request.maxTokens)),
    ...(found.length === 0 ? [] : [ours("redacted", found.map(([rule, times]) => `${times} × ${rule}`).join(", "))]),
    ours("policy", `mode ${policy.mode} (${policy.because.mode ?? "default"})`),
  ];
}

/** What a card has no room for: all that a tool is, and what the server would like. */
export function detailFields({ tools = [], modelPreferences, _meta }: SamplingRequest): CardField[] {
  return [
    ...tools.map((tool) => server("tool takes", JSON.stringify(tool))),
    ...(modelPreferences === undefined ? [] : [server("prefers", JSON.stringify(modelPreferences))]),
    ...(_meta === undefined ? [] : [server("meta", JSON.stringify(_meta))]),
  ];
}

function describeModel({ model, ids, destinations = [] }: ModelChoice): string {
  const others = ids.filter((id) => id !== model);
  const hosts = destinations.filter(({ isHosted }) => isHosted).map(({ host }) => host);
  const place = hosts.length > 0 ? ` at ${hosts.join(", ")}` : " on this machine";
  const may = others.length > 0 ? `, or ${others.join(", ")}` : "";
  return `${model}${may}${destinations.length > 0 ? place : ""}`;
}

function describeCost({ reservation }: ApprovalCard, maxTokens: number): string {
  const { inputTokens, outputTokens, costUsd } = reservation.estimate;
  const most = countText(Math.min(outputTokens, maxTokens));
  return `${priceText(costUsd)}: about ${countText(inputTokens)} tokens in, at most ${most} out`;
}

function priceText(costUsd: number | undefined): string {
  if (costUsd === undefined) return "price unknown";
  return costUsd === 0 ? "$0" : `about ${dollarText(Math.max(costUsd, SMALLEST_USD))}`;
}

/** What else goes to the provider, also what nobody knows. */
function settingsOf(request: SamplingRequest): string {
  const { messages, systemPrompt, tools, maxTokens, modelPreferences, _meta, ...settings } = request;
  return Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(", ");
}

const MAX_WORDS = 32;

/** What goes out without a card of its own, on one line. */
export function sentLine(requests: readonly ApprovalRequest[]): string {
  const [first] = requests;
  if (first === undefined) return "";
  const { origin, choice, prompt } = first;
  const tokens = requests.reduce((sum, { reservation }) => sum + reservation.estimate.inputTokens, 0);
  const [block] = blocksOf(prompt.request.messages.at(-1)?.content ?? []);
  const words = block === undefined ? "" : flatText(blockText(block).slice(0, 10 * MAX_WORDS));
  const said = words.length > MAX_WORDS ? `${words.slice(0, MAX_WORDS)}…` : words;
  return `  sent as approved: ${requests.length} more of ${toolNames(origin)}, about ${countText(tokens)} tokens, to ${choice.model}\n  │ ${said}`;
}
