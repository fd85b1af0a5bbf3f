import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import { labelLines, wrapText } from "@kit/terminal";
import { createColors } from "picocolors";
import { type ApprovalCard, MAX_REQUESTS_PER_CALL, type ReviewVerdict, type Verdict } from "./approver.ts";
import { grantableTool } from "./grants.ts";

/** What a key does on a card: decides, or opens something and comes back to the card. */
export type CardAction<Decided> = {
  key: string;
  label: string;
  help: string;
  does: { decided: Decided; said: string; isForAll: boolean } | "edit" | "show all" | "help";
};

const EDIT = { key: "e", label: "edit", help: "edits it in $VISUAL or $EDITOR, or on a line", does: "edit" } as const;

const COMMON = [
  { key: "v", label: "show all", help: "shows everything of the request, page by page", does: "show all" },
  { key: "?", label: "help", help: "shows what the keys do", does: "help" },
] as const;

/** The keys of a request. */
export function approvalActions(card: ApprovalCard, edited: SamplingRequest | undefined): CardAction<Verdict>[] {
  const purpose =
    "what this call asks with this system prompt, these tools, settings and kinds of content, up to twice as long";
  return [
    ...approvals(card, edited, purpose),
    EDIT,
    {
      ...{ key: "r", label: "refuse", help: `refuses ${purpose}; so does Ctrl-C, which also stops` },
      does: { decided: { kind: "refuse" }, said: "refused", isForAll: true },
    },
    ...COMMON,
  ];
}

/** The labels hold no word of a server. What is about a tool is offered only where that may be decided. */
function approvals(card: ApprovalCard, edited: SamplingRequest | undefined, purpose: string): CardAction<Verdict>[] {
  type Scope = "once" | "session" | "always";
  const isEdited = edited !== undefined;
  const approve = (key: string, scope: Scope, label: string, help: string, said: string): CardAction<Verdict> => {
    const decided: Verdict = { kind: "approve", scope, ...(isEdited && { request: edited }) };
    return { key, label, help, does: { decided, said: `approved ${said}`, isForAll: !isEdited } };
  };
  if (isEdited) return [approve("a", "once", "approve as edited", "approves this request only", "as edited")];

  const { calls } = card.origin;
  const [whose, most] = [calls.length > 1 ? "these calls" : "this call", MAX_REQUESTS_PER_CALL * calls.length];
  const once = approve("a", "once", `approve ${whose}, up to ${most} requests`, `approves ${purpose}`, "for this call");
  if (grantableTool(card) === undefined) return [once];

  const untilClosed = "approves whatever this tool asks, until this server's connection ends";
  const session = "approve tool for session";
  const ways =
    card.policy.mode === "session"
      ? [approve("a", "once", session, `${untilClosed}, as the policy says`, "for this session")]
      : [once, approve("s", "session", session, untilClosed, "for this session")];
  const forGood = "approves whatever this tool asks from now on: written into your policy";
  return [...ways, approve("w", "always", "approve tool always", forGood, "always")];
}

/** The keys of an answer. */
export function reviewActions(result: SamplingResult): CardAction<ReviewVerdict>[] {
  return [
    {
      ...{ key: "s", label: "send", help: "sends the answer to the server" },
      does: { decided: { kind: "send", result }, said: "sent", isForAll: false },
    },
    EDIT,
    {
      ...{ key: "r", label: "refuse", help: "gives the server no answer" },
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

/** What each key of a card does, on lines that fit. */
export function renderHelp(actions: readonly CardAction<unknown>[], columns: number, hasColor: boolean): string[] {
  const { bold, cyan, dim } = createColors(hasColor);
  const layout = { indent: INDENT.length, labelWidth: 3, paint: (key: string) => bold(cyan(key)) };
  const room = columns - INDENT.length - layout.labelWidth;
  const bar = labelLines(
    "│",
    wrapText("stands before what the server or the model says. Enter decides nothing.", room),
    layout,
  );
  return ["", ...actions.flatMap(({ key, help }) => labelLines(key, wrapText(help, room), layout)), ...bar.map(dim)];
}
