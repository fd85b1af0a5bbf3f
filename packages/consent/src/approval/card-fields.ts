import { describeContent, type SamplingRequest, type SamplingResult } from "@kit/protocol";
import { cleanText } from "@kit/terminal";
import { countText, describeCall, dollarText } from "../format.ts";
import { toolsOf } from "../stages.ts";
import type { ApprovalCard } from "./approver.ts";

/** One thing that a card shows: cleaned, with whose words it is. */
export type CardField = {
  label: string;
  text: string;
  /** `server`: the server's words, set apart from ours. */
  words: "ours" | "server";
  /** Fields of one kind, of which some may be left out when there are too many. */
  list?: "calls" | "messages" | "tools" | "edits";
  /** What an edit did to it, or that the user should beware. */
  tone?: "added" | "removed" | "same" | "warning";
};

/** What a price is rounded up to. */
const SMALLEST_USD = 0.0001;

const ours = (label: string, text: string): CardField => ({ label, text: cleanText(text), words: "ours" });
const server = (label: string, text: string): CardField => {
  return { label, text: cleanText(text).trimEnd(), words: "server" };
};

/** Who asks: as the user knows the server, and as it calls itself. */
export function originFields({ origin }: ApprovalCard): CardField[] {
  const { calls } = origin;
  const tools = toolsOf(origin);
  const unsure = tools.length > 1 ? "; the server does not say which" : "";
  return [
    ours("server", `${origin.server}, reached by ${origin.reachedBy}`),
    server("claims to be", origin.claimedName),
    ...(calls.length === 1 ? [] : [ours("for", `one of these ${calls.length} calls${unsure}`)]),
    ...calls.map((call): CardField => ({ ...ours("call", describeCall(call)), list: "calls" })),
  ];
}

/** What would leave: the server's words. */
export function promptFields({ systemPrompt, messages, tools = [] }: SamplingRequest): CardField[] {
  return [
    ...(systemPrompt === undefined ? [] : [server("system", systemPrompt)]),
    ...messages.map(
      ({ role, content }): CardField => ({ ...server(role, describeContent(content)), list: "messages" }),
    ),
    ...tools.map(({ name, description = "" }): CardField => {
      return { ...server("tool", description === "" ? name : `${name}: ${description}`), list: "tools" };
    }),
  ];
}

/** What the model answered, and what that is about. */
export function answerFields({ content, model, stopReason }: SamplingResult): CardField[] {
  return [
    server("answer", describeContent(content)),
    ours("by", `${model}${stopReason === undefined ? "" : `, stopReason ${stopReason}`}`),
  ];
}

/** What it asks for, what it gets, and what that takes. */
export function termsFields(card: ApprovalCard, request: SamplingRequest): CardField[] {
  const { prompt, choice, policy } = card;
  const { askedMaxTokens, redacted } = prompt;
  const isCut = askedMaxTokens > request.maxTokens;
  const by = request.maxTokens < prompt.request.maxTokens ? "as you edited it" : "the most that the policy grants";
  const settings = settingsOf(request);
  const found = Object.entries(redacted).filter(([, times]) => times > 0);
  return [
    ...card.signals.map((sign): CardField => ({ ...ours("beware", sign), tone: "warning" })),
    ...(settings === "" ? [] : [server("settings", settings)]),
    ours("maxTokens", isCut ? `${askedMaxTokens} → ${request.maxTokens}, ${by}` : String(request.maxTokens)),
    ours("model", `${choice.model}: ${choice.reason}`),
    ours("cost", describeCost(card, request.maxTokens)),
    ...(found.length === 0 ? [] : [ours("redacted", found.map(([rule, times]) => `${times} × ${rule}`).join(", "))]),
    ours("policy", `mode ${policy.mode} (${policy.because.mode ?? "default"})`),
  ];
}

/** What a card has no room for: what the tools take, and what the server would like. */
export function detailFields({ tools = [], modelPreferences }: SamplingRequest): CardField[] {
  return [
    ...tools.map(({ name, inputSchema }) => server("tool takes", `${name}: ${JSON.stringify(inputSchema)}`)),
    ...(modelPreferences === undefined ? [] : [server("prefers", JSON.stringify(modelPreferences))]),
  ];
}

/** What one request may cost at most, as far as anybody knows. */
function describeCost({ reservation, choice }: ApprovalCard, maxTokens: number): string {
  const { inputTokens, outputTokens, costUsd } = reservation.estimate;
  const most = countText(Math.min(outputTokens, maxTokens));
  return `${priceText(choice.model, costUsd)}: about ${countText(inputTokens)} tokens in, at most ${most} out`;
}

function priceText(model: string, costUsd: number | undefined): string {
  if (model.startsWith("offline/")) return "$0 on this machine";
  if (costUsd === undefined) return "price unknown";
  return costUsd === 0 ? "$0" : `at most ${dollarText(Math.max(costUsd, SMALLEST_USD))}`;
}

/** What else goes to the provider. */
function settingsOf({ temperature, stopSequences, toolChoice, includeContext, metadata }: SamplingRequest): string {
  return Object.entries({ temperature, stopSequences, toolChoice, includeContext, metadata })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(", ");
}
