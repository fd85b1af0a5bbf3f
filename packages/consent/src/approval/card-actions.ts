import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import { cleanText } from "@kit/terminal";
import { createColors } from "picocolors";
import { toolsOf } from "../stages.ts";
import type { ApprovalCard, ReviewVerdict, Verdict } from "./approver.ts";

/** What a key does on a card: decides, or opens something and comes back to the card. */
export type CardAction<Decided> = {
  key: string;
  label: string;
  help: string;
  does: { decided: Decided; said: string; isForAll: boolean } | "edit" | "show all" | "help";
};

const MAX_TOOL_NAME = 40;

const EDIT = { key: "e", label: "edit", help: "in $VISUAL or $EDITOR, or on a line", does: "edit" } as const;

const COMMON = [
  { key: "v", label: "show all", help: "everything of the request, page by page", does: "show all" },
  { key: "?", label: "help", help: "what the keys do", does: "help" },
] as const;

/**
 * The keys of a request. What is about a tool is offered only when the client knows which tool asks, and not for a
 * request with injection signals.
 */
export function approvalActions(card: ApprovalCard, edited: SamplingRequest | undefined): CardAction<Verdict>[] {
  const [name = "", ...others] = toolsOf(card.origin);
  const tool = cleanText(name).slice(0, MAX_TOOL_NAME);
  const isWhole = edited === undefined && others.length === 0 && card.signals.length === 0;
  const isForSession = isWhole && card.policy.mode === "session";
  const request = edited === undefined ? {} : { request: edited };
  const approve = (scope: "once" | "session" | "always", said: string) => {
    return { decided: { kind: "approve" as const, scope, ...request }, said, isForAll: edited === undefined };
  };
  const isEdited = edited !== undefined;
  const forTool = `every request of ${tool} until this server's connection ends`;
  const forPurpose = "this call's requests with this system prompt and these tools";
  const once: CardAction<Verdict> = isForSession
    ? {
        ...{ key: "a", label: `approve ${tool} for this session` },
        help: `once for all requests of ${tool} until this server's connection ends, as the policy says`,
        does: approve("once", `approved ${tool} for this session`),
      }
    : {
        ...{ key: "a", label: isEdited ? "approve as edited" : "approve once" },
        help: isEdited ? "this request only" : forPurpose,
        does: approve("once", isEdited ? "approved as edited" : "approved for this call"),
      };
  const session = approve("session", `approved ${tool} for this session`);
  const always = approve("always", `approved ${tool} always`);
  const alwaysHelp = `every request of ${tool} from now on: written into your policy`;
  return [
    once,
    ...(isWhole && !isForSession
      ? [{ key: "s", label: `${tool} for this session`, help: forTool, does: session }]
      : []),
    ...(isWhole ? [{ key: "w", label: `${tool} always`, help: alwaysHelp, does: always }] : []),
    EDIT,
    {
      ...{ key: "r", label: "refuse", help: `${forPurpose}; so does Ctrl-C, which also stops` },
      does: { decided: { kind: "refuse" }, said: "refused", isForAll: true },
    },
    ...COMMON,
  ];
}

/** The keys of an answer. */
export function reviewActions(result: SamplingResult): CardAction<ReviewVerdict>[] {
  return [
    {
      ...{ key: "s", label: "send", help: "the server gets the answer" },
      does: { decided: { kind: "send", result }, said: "sent", isForAll: false },
    },
    EDIT,
    {
      ...{ key: "r", label: "refuse", help: "the server gets no answer" },
      does: { decided: { kind: "refuse" }, said: "kept back", isForAll: false },
    },
    ...COMMON,
  ];
}

const GAP = "   ";
const INDENT = "  ";

/** The keys of a card, on as many lines as they take. */
export function renderKeys(
  actions: readonly Pick<CardAction<unknown>, "key" | "label">[],
  columns: number,
  hasColor: boolean,
): string[] {
  const { bold, cyan } = createColors(hasColor);
  const lines: { length: number; parts: string[] }[] = [];
  for (const { key, label } of actions) {
    const length = key.length + 1 + label.length + GAP.length;
    const line = lines.at(-1);
    const part = `${bold(cyan(key))} ${label}`;
    if (line === undefined || line.length + length > columns)
      lines.push({ length: INDENT.length + length, parts: [part] });
    else {
      line.length += length;
      line.parts.push(part);
    }
  }
  return lines.map(({ parts }) => INDENT + parts.join(GAP));
}

/** What each key of a card does. */
export function renderHelp(actions: readonly CardAction<unknown>[], hasColor: boolean): string[] {
  const { bold, cyan, dim } = createColors(hasColor);
  const width = Math.max(...actions.map(({ label }) => label.length));
  return [
    "",
    ...actions.map(({ key, label, help }) => `${INDENT}${bold(cyan(key))} ${label.padEnd(width)}  ${dim(help)}`),
    dim(`${INDENT}│ stands before what the server or the model says. Enter decides nothing.`),
  ];
}
