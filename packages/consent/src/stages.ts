import { type ErrorCode, KitError, type SamplingRequest, type SamplingResult } from "@kit/protocol";
import { cleanText, untilAborted } from "@kit/terminal";

export type OriginCall = { id: number; tool: string; arguments: Readonly<Record<string, unknown>> };

/** Where a sampling request came from, as this client knows it. */
export type Origin = {
  /** The name under which the user configured the server: policy and ledger go by it. */
  server: string;
  /** How the server is reached: the command that started it, or its URL. */
  reachedBy: string;
  /** What the server calls itself. Its claim, and shown as such. */
  claimedName: string;
  /** The tool calls that the request may belong to: one if the client knows, several if the wire does not say. */
  calls: readonly OriginCall[];
};

export function toolsOf({ calls }: Pick<Origin, "calls">): string[] {
  return [...new Set(calls.map(({ tool }) => tool))];
}

const PLAIN_NAME = /^[\w./-]{1,40}$/;
const MAX_NAME = 60;

/** Whether a name is what it looks like, and cannot be taken for anything but a name. */
export function isPlainName(name: string): boolean {
  return PLAIN_NAME.test(name);
}

/** A name that somebody else chose: as it is if it is a plain one, else in quotes, on one line, and cut. */
export function nameText(name: string): string {
  if (isPlainName(name)) return name;
  return cleanText(JSON.stringify(name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name));
}

export function toolNames(origin: Pick<Origin, "calls">): string {
  return toolsOf(origin).map(nameText).join(" or ");
}

declare const stage: unique symbol;

/** What one step of the handler made. The next takes nothing else, so none can be left out or swapped. */
export type MadeBy<Step extends string, T> = T & { readonly [stage]: Step };

/** A request that keeps the specification's rules, and belongs to an open tool call. */
export type ValidRequest = MadeBy<"validateRequest", SamplingRequest>;

export type Granted = {
  request: MadeBy<"grantRequest", SamplingRequest>;
  /** The `maxTokens` that the server asked for; `request.maxTokens` is what it gets. */
  askedMaxTokens: number;
};

export type Prompt = {
  request: MadeBy<"redact", SamplingRequest>;
  askedMaxTokens: number;
  /** How often each redaction took something out. */
  redacted: Readonly<Record<string, number>>;
};

/** A request that was let through, as the user edited it if they did. */
export type ApprovedRequest = MadeBy<"approve", SamplingRequest>;

/** The answer of a model, before anybody has seen it. */
export type Answer = MadeBy<"send", SamplingResult>;

/** The answer as the server may get it. */
export type ReviewedAnswer = MadeBy<"review", SamplingResult>;

export const DECISIONS = {
  auto: "The policy lets it through.",
  yes: "The flag --yes lets it through.",
  once: "The user approved this request.",
  session: "The user approved this tool for the session, now or earlier.",
  always: "The user approved this tool for good, now or earlier.",
  refused: "The user refused the request.",
  answer_refused: "The user refused the answer.",
  denied: "The policy refuses it.",
  no_terminal: "The policy asks the user, and there was none to ask.",
  limit: "A limit was reached.",
  none: "It ended before anybody decided.",
} as const satisfies Record<string, string>;

export type Decision = keyof typeof DECISIONS;

const FIXES: { readonly [Made in Decision]?: string } = {
  refused: "You denied it yourself. Call again to decide anew.",
  answer_refused: "You kept the answer back yourself. Call again to decide anew.",
  denied: "Change that rule in your policy: pnpm client policy shows what holds.",
  no_terminal: 'Run it in a terminal, or with --yes, or give the tool the mode "auto" in your policy.',
};

/** A request that somebody refused, with the decision for the ledger. Its message may cross the wire. */
export class Refusal extends KitError {
  readonly decision: Decision;

  /** @param details With `code`. Default: `declined`. */
  constructor(
    decision: Decision,
    message: string,
    details: { code?: ErrorCode; data?: Record<string, unknown>; isRetryable?: boolean } = {},
  ) {
    super(details.code ?? "declined", message, { ...details, fix: FIXES[decision] });
    this.decision = decision;
  }
}

/** Waits for the work, which gets a signal of both. @throws {KitError} "timed_out"; else the signal's reason. */
export async function withinTime<T>(
  signal: AbortSignal,
  { timeoutMs, message }: { timeoutMs: number; message: string },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = new AbortController();
  const end = () => timeout.abort(new KitError("timed_out", `${message} within ${timeoutMs / 1000} s. Try again.`));
  const timer = setTimeout(end, timeoutMs);
  try {
    return await untilAborted(AbortSignal.any([signal, timeout.signal]), work);
  } finally {
    clearTimeout(timer);
  }
}
