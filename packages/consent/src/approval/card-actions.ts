import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import { cleanText } from "@kit/terminal";
import { toolsOf } from "../handler/sampling-turn.ts";
import type { ApprovalCard, ReviewVerdict, Verdict } from "./approver.ts";

/** What a key does on a card: decides, or opens something and comes back to the card. */
export type CardAction<Decided> = {
  key: string;
  label: string;
  help: string;
  does: { decided: Decided; said: string; isForAll: boolean } | "edit" | "show all" | "help";
};

const MAX_TOOL_NAME = 40;

const COMMON = [
  { key: "v", label: "show all", help: "everything of the request, page by page", does: "show all" },
  { key: "?", label: "help", help: "what the keys do", does: "help" },
] as const;

/**
 * The keys of a request. What is about a tool is offered only when the client knows which tool asks, and not for a
 * suspect request.
 */
export function approvalActions(card: ApprovalCard, edited: SamplingRequest | undefined): CardAction<Verdict>[] {
  const [name = ""] = toolsOf(card.origin);
  const tool = cleanText(name).slice(0, MAX_TOOL_NAME);
  const isWhole = edited === undefined && card.isAttributed && card.suspicions.length === 0;
  const isForSession = isWhole && card.ruling.mode === "session";
  const request = edited === undefined ? {} : { request: edited };
  const approve = (scope: "once" | "session" | "always", said: string) => {
    return { decided: { kind: "approve" as const, scope, ...request }, said, isForAll: edited === undefined };
  };
  const once: CardAction<Verdict> = isForSession
    ? {
        key: "a",
        label: `approve ${tool} for this session`,
        help: `once for all requests of ${tool} until this server's connection ends, as the policy says`,
        does: approve("once", `approved ${tool} for this session`),
      }
    : {
        key: "a",
        label: edited === undefined ? "approve once" : "approve as edited",
        help:
          edited === undefined ? "this call's requests with this system prompt and these tools" : "this request only",
        does: approve("once", edited === undefined ? "approved for this call" : "approved as edited"),
      };
  const session: CardAction<Verdict> = {
    key: "s",
    label: `${tool} for this session`,
    help: `every request of ${tool} until this server's connection ends`,
    does: approve("session", `approved ${tool} for this session`),
  };
  const always: CardAction<Verdict> = {
    key: "w",
    label: `${tool} always`,
    help: `every request of ${tool} from now on: written into your policy`,
    does: approve("always", `approved ${tool} always`),
  };
  return [
    once,
    ...(isWhole && !isForSession ? [session] : []),
    ...(isWhole ? [always] : []),
    { key: "e", label: "edit", help: "in $VISUAL or $EDITOR, or on a line", does: "edit" },
    {
      key: "r",
      label: "refuse",
      help: "this call's requests with this system prompt and these tools; so does Ctrl-C, which also stops",
      does: { decided: { kind: "refuse" }, said: "refused", isForAll: true },
    },
    ...COMMON,
  ];
}

/** The keys of an answer. */
export function reviewActions(result: SamplingResult): CardAction<ReviewVerdict>[] {
  return [
    {
      key: "s",
      label: "send",
      help: "the server gets the answer",
      does: { decided: { kind: "send", result }, said: "sent", isForAll: false },
    },
    { key: "e", label: "edit", help: "in $VISUAL or $EDITOR, or on a line", does: "edit" },
    {
      key: "r",
      label: "refuse",
      help: "the server gets no answer",
      does: { decided: { kind: "refuse" }, said: "kept back", isForAll: false },
    },
    ...COMMON,
  ];
}
