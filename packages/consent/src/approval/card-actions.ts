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

/** The keys of a request. */
export function approvalActions(card: ApprovalCard, edited: SamplingRequest | undefined): CardAction<Verdict>[] {
  const purpose = "this call's requests with this system prompt and these tools";
  return [
    ...approvals(card, edited, purpose),
    EDIT,
    {
      ...{ key: "r", label: "refuse", help: `${purpose}; so does Ctrl-C, which also stops` },
      does: { decided: { kind: "refuse" }, said: "refused", isForAll: true },
    },
    ...COMMON,
  ];
}

/**
 * What is about a tool is offered only when the client knows which tool asks, and not for a request with injection
 * signals.
 */
function approvals(
  { origin, signals, policy }: ApprovalCard,
  edited: SamplingRequest | undefined,
  purpose: string,
): CardAction<Verdict>[] {
  type Scope = "once" | "session" | "always";
  const isEdited = edited !== undefined;
  const approve = (key: string, scope: Scope, label: string, help: string, said: string): CardAction<Verdict> => {
    const decided: Verdict = { kind: "approve", scope, ...(isEdited && { request: edited }) };
    return { key, label, help, does: { decided, said: `approved ${said}`, isForAll: !isEdited } };
  };
  if (isEdited) return [approve("a", "once", "approve as edited", "this request only", "as edited")];

  const once = approve("a", "once", "approve once", purpose, "for this call");
  const [name = "", ...others] = toolsOf(origin);
  if (others.length > 0 || signals.length > 0) return [once];

  const tool = cleanText(name).slice(0, MAX_TOOL_NAME);
  const [session, always] = [`${tool} for this session`, `${tool} always`];
  const untilClosed = `requests of ${tool} until this server's connection ends`;
  const forGood = `every request of ${tool} from now on: written into your policy`;
  const ways =
    policy.mode === "session"
      ? [approve("a", "once", `approve ${session}`, `once for all ${untilClosed}, as the policy says`, session)]
      : [once, approve("s", "session", session, `every ${untilClosed}`, session)];
  return [...ways, approve("w", "always", always, forGood, always)];
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
