import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import { cleanText, describeContent } from "@kit/terminal";
import { toolsOf } from "../handler/sampling-turn.ts";
import type { ApprovalCard } from "./approver.ts";
import { describeCall } from "./describe-call.ts";
import { describeCost } from "./describe-cost.ts";

/** One thing that a card shows: cleaned, with whose words it is. */
export type CardField = {
  label: string;
  text: string;
  /** `server`: the server's words, set apart from ours. */
  words: "ours" | "server";
  /** Fields of one kind, of which some may be left out when there are too many. */
  list?: "calls" | "messages" | "tools" | "edits";
  /** What an edit did to it, or that the person should beware. */
  tone?: "added" | "removed" | "same" | "warning";
};

const ours = (label: string, text: string): CardField => ({ label, text: cleanText(text), words: "ours" });
const server = (label: string, text: string): CardField => ({
  label,
  text: cleanText(text).trimEnd(),
  words: "server",
});

/** Who asks: as the person knows the server, and as it calls itself. */
export function originFields({ origin }: ApprovalCard): CardField[] {
  const { calls } = origin;
  const tools = toolsOf(origin);
  const tool =
    calls.length === 0
      ? "none: the server asks outside of any call"
      : `one of these ${calls.length} calls${tools.length > 1 ? "; the server does not say which" : ""}`;
  return [
    ours("server", `${origin.server}, reached by ${origin.reachedBy}`),
    server("claims to be", origin.claimedName),
    ...(calls.length === 1 ? [] : [ours("for", tool)]),
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
    { label: "answer", text: cleanText(describeContent(content)).trimEnd(), words: "server" },
    ours("by", `${model}${stopReason === undefined ? "" : `, stopReason ${stopReason}`}`),
  ];
}

/** What it asks for, what it gets, and what that takes. */
export function termsFields(card: ApprovalCard, request: SamplingRequest): CardField[] {
  const { askedMaxTokens, model, modelReason, redacted, ruling } = card;
  const isCut = askedMaxTokens > request.maxTokens;
  const by = request.maxTokens < card.request.maxTokens ? "as you edited it" : "the most that the policy grants";
  const settings = settingsOf(request);
  const found = Object.entries(redacted).filter(([, times]) => times > 0);
  return [
    ...card.suspicions.map((sign): CardField => ({ ...ours("beware", sign), tone: "warning" })),
    ...(settings === "" ? [] : [server("settings", settings)]),
    ours("maxTokens", isCut ? `${askedMaxTokens} → ${request.maxTokens}, ${by}` : String(request.maxTokens)),
    ours("model", modelReason === "" ? model : `${model}: ${modelReason}`),
    ours("cost", describeCost(card, request.maxTokens)),
    ...(found.length === 0 ? [] : [ours("redacted", found.map(([rule, times]) => `${times} × ${rule}`).join(", "))]),
    ours("policy", `mode ${ruling.mode}${ruling.because.mode === undefined ? "" : ` (${ruling.because.mode})`}`),
  ];
}

/** What a card has no room for: what the tools take, and what the server would like. */
export function detailFields({ tools = [], modelPreferences }: SamplingRequest): CardField[] {
  return [
    ...tools.map(({ name, inputSchema }) => server("tool takes", `${name}: ${JSON.stringify(inputSchema)}`)),
    ...(modelPreferences === undefined ? [] : [server("prefers", JSON.stringify(modelPreferences))]),
  ];
}

/** What else goes to the provider. */
function settingsOf({ temperature, stopSequences, toolChoice, includeContext, metadata }: SamplingRequest): string {
  return Object.entries({ temperature, stopSequences, toolChoice, includeContext, metadata })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(", ");
}
