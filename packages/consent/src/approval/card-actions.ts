import type { ReadStream } from "node:tty";
import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import { askKey, cleanText, labelLines, oneLine, type Screen, safeJson, wrapText } from "@kit/terminal";
import { createColors } from "picocolors";
import { describeCall } from "../format.ts";
import { type ApprovalCard, MAX_REQUESTS_PER_CALL, type ReviewVerdict, type Verdict } from "./approver.ts";
import { grantableTool } from "./grants.ts";
import { fitText } from "./render-card.ts";

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

export function renderKeys(
  actions: readonly Pick<CardAction<unknown>, "key" | "label">[],
  columns: number,
  hasColor: boolean,
): string[] {
  const { bold, cyan } = createColors(hasColor);
  const lines: string[] = [];
  let room = 0;
  for (const { key, label } of actions) {
    const length = key.length + 1 + label.length + GAP.length;
    const part = `${bold(cyan(key))} ${label}`;
    if (length <= room) lines.push(lines.pop() + GAP + part);
    else lines.push(INDENT + part);
    room = (length <= room ? room : columns - INDENT.length) - length;
  }
  return lines;
}

export function renderHelp(actions: readonly CardAction<unknown>[], columns: number, hasColor: boolean): string[] {
  const { bold, cyan, dim } = createColors(hasColor);
  const layout = { indent: INDENT.length, labelWidth: 3, paint: (key: string) => bold(cyan(key)) };
  const room = columns - INDENT.length - layout.labelWidth;
  const about = "stands before what the server or the model says. Enter decides nothing.";
  const bar = labelLines("│", wrapText(about, room), layout);
  return ["", ...actions.flatMap(({ key, help }) => labelLines(key, wrapText(help, room), layout)), ...bar.map(dim)];
}

type AskingTerminal = {
  input: ReadStream;
  screen: Screen;
  layout: () => { columns: number; rows: number; hasColor: boolean };
};

/** Whether the user lets a tool be called, which goes by `server/tool`. */
export type Confirm = (tool: string, args: Record<string, unknown>, signal: AbortSignal) => Promise<boolean>;

const MAX_LINES = 3;
const GUTTER = "│ ";
const CALL_KEYS = [
  { key: "y", label: "this time" },
  { key: "a", label: "this tool for the session" },
  { key: "n", label: "no" },
  { key: "v", label: "show all" },
];

/** Asks the user before a tool is called. Without a terminal none is, and `tell` says so. */
export function createConfirm(
  allowAll: boolean,
  terminal: AskingTerminal | undefined,
  tell: (line: string) => void,
): Confirm {
  const granted = new Set<string>();
  /** A model that is told no may ask for the same again at once: no holds for the turn. */
  let refused: { signal: AbortSignal; tools: Set<string> } | undefined;

  return async (tool, args, signal) => {
    if (allowAll || granted.has(tool)) return true;
    if (refused?.signal !== signal) refused = { signal, tools: new Set() };
    if (refused.tools.has(tool)) return false;
    if (terminal === undefined) {
      tell(oneLine(`${tool} is not called: nobody can be asked. Run in a terminal, or with --yes.`));
      return false;
    }
    const answer = await askAboutCall(tool, args, terminal, signal);
    if (answer === "a") granted.add(tool);
    if (answer === "n") refused.tools.add(tool);
    return answer !== "n";
  };
}

function askAboutCall(tool: string, args: Record<string, unknown>, terminal: AskingTerminal, signal: AbortSignal) {
  const { columns, rows, hasColor } = terminal.layout();
  const { bold } = createColors(hasColor);
  const call = oneLine(describeCall({ id: 0, tool, arguments: args }));
  const lines = fitText(`Call ${call}?`, columns - INDENT.length - 1, MAX_LINES, ", v shows all");
  const all = wrapText(cleanText(safeJson(args)), columns - INDENT.length - GUTTER.length);
  return askKey(
    {
      lines: lines.map((line) => INDENT + bold(line)),
      help: renderKeys(CALL_KEYS, columns, hasColor),
      answers: ["y", "a", "n"],
      all: { lines: [INDENT + oneLine(tool), ...all.map((line) => INDENT + GUTTER + line)], rows },
    },
    terminal,
    signal,
  );
}
