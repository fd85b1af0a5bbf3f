import { parseSamplingResult, type SamplingRequest, type SamplingResult } from "@kit/protocol";
import type { Answer, ApprovedRequest, Origin, Prompt, ReviewedAnswer } from "../stages.ts";
import { Refusal, toolNames, withinTime } from "../stages.ts";
import { createApprovalQueue, nobodyDecided, type Remember } from "./approval-queue.ts";
import { type Approval, type ApprovalRequest, type Approver, MAX_REQUESTS_PER_CALL } from "./approver.ts";

export type ApprovalOptions = {
  /** Asks the user. Absent: nobody can be asked, and what the policy would ask about is refused. */
  approver?: Approver | undefined;
  /** Whether everything that the policy would ask about is let through (`--yes`). Default: false. */
  approveAll?: boolean | undefined;
  /** Writes into the policy that a tool may sample from now on. Absent: that holds for the session only. */
  remember?: Remember | undefined;
  /** Aborts when the connection closes: no decision outlives it. Absent: there is one connection for life. */
  closed?: AbortSignal | undefined;
  /** How long the user has, in milliseconds. The model has a limit of its own. Default: five minutes. */
  decisionTimeoutMs?: number | undefined;
  /** Writes to the client's log. Default: stderr. */
  warn?: ((message: string) => void) | undefined;
};

export type Approvals = {
  /**
   * Lets a request through as the policy's mode says; the user is asked about injection signals whatever the mode.
   *
   * @throws {KitError} "declined" when the user refuses, nobody can be asked, or a call asks too often; "timed_out".
   */
  approve(asked: ApprovalRequest, signal: AbortSignal): Promise<Approval>;
  /** Shows the user the answer first, where the policy wants that. @throws {KitError} "declined", "timed_out" */
  review(answer: Answer, approval: Approval, signal: AbortSignal): Promise<ReviewedAnswer>;
};

const DEFAULT_DECISION_TIMEOUT_MS = 300_000;

export function createApprovals(options: ApprovalOptions): Approvals {
  const { approver, approveAll = false, remember, closed = new AbortController().signal } = options;
  const { warn = console.error, decisionTimeoutMs: timeoutMs = DEFAULT_DECISION_TIMEOUT_MS } = options;
  const count = createRequestCount();
  const ask = approver && createApprovalQueue({ approver, timeoutMs, remember, closed, warn });

  return {
    async approve(asked, signal) {
      const { origin, policy, signals, prompt } = asked;
      const isSuspect = signals.length > 0;
      const isAuto = policy.mode === "auto" && !isSuspect;
      const hasNobody = !approveAll && ask === undefined;
      if (hasNobody && !isAuto) {
        if (isSuspect) warn(`A sampling request of ${origin.server} is refused, because it ${signals.join(", ")}.`);
        throw new Refusal("no_terminal", nobodyToAsk(origin, isSuspect));
      }
      count(origin);
      if (hasNobody && policy.review) {
        const message = "The policy wants a user to review answers, and there is no terminal.";
        // Nobody pays for an answer that nobody can send.
        throw new Refusal("no_terminal", `${message} Run in a terminal, or with --yes.`);
      }
      const request = prompt.request as SamplingRequest as ApprovedRequest;
      if (isAuto || approveAll || ask === undefined) {
        return { decision: isAuto ? "auto" : "yes", edited: undefined, request, asked };
      }
      const { decision, edited } = await ask(asked, signal);
      if (decision === "refused") throw new Refusal("refused", "The user of the client refused the request.");
      return { decision, edited, request: edited === undefined ? request : (edited as ApprovedRequest), asked };
    },

    async review(answer, { asked, request }, signal) {
      const isWanted = asked.policy.review && !approveAll;
      if (!isWanted || approver === undefined) return answer as SamplingResult as ReviewedAnswer;
      const prompt = { ...asked.prompt, request: request as SamplingRequest as Prompt["request"] };
      const verdict = await withinTime(signal, nobodyDecided(timeoutMs), (inTime) =>
        approver.review({ ...asked, prompt, waiting: 1 }, answer, inTime),
      );
      if (verdict.kind === "refuse") {
        throw new Refusal("answer_refused", "The user of the client kept the answer back.");
      }
      return parseSamplingResult(verdict.result) as ReviewedAnswer;
    },
  };
}

/** What the server hears: not which signals, so that it does not learn what to leave out. */
function nobodyToAsk(origin: Origin, isSuspect: boolean): string {
  const whose = `${toolNames(origin)} of ${origin.server}`;
  return isSuspect
    ? `A request of ${whose} shows signals of a prompt injection, which only a user may approve, and there is no terminal. Run in a terminal, or with --yes.`
    : `Nobody can be asked to approve ${whose}: there is no terminal. Run in a terminal, or with --yes, or set its mode to auto in the policy.`;
}

/** A connection has few calls open at once: what is known of older ones is forgotten. */
const MAX_KNOWN = 1_000;

/**
 * Counts requests in, or throws a {@link Refusal}. Where the wire does not say which of several calls a request belongs
 * to, those calls, with all that they were mixed up with, may have as many as they may have together.
 */
function createRequestCount() {
  let counted: { key: string; ids: readonly number[]; count: number }[] = [];

  return (origin: Origin): void => {
    const ids = origin.calls.map(({ id }) => id).sort((one, other) => one - other);
    for (const group of [new Set(ids), mixedUpWith(new Set(ids))]) {
      const within = counted.filter((entry) => entry.ids.every((id) => group.has(id)));
      const number = within.reduce((sum, { count }) => sum + count, 1);
      const limit = MAX_REQUESTS_PER_CALL * group.size;
      if (number <= limit) continue;
      const message = `This is request number ${number} of ${toolNames(origin)}, and ${limit} is the most that may be approved.`;
      throw new Refusal("limit", `${message} Ask for less at once.`);
    }
    const key = ids.join();
    const { count } = counted.find((entry) => entry.key === key) ?? { count: 0 };
    counted = [{ key, ids, count: count + 1 }, ...counted.filter((entry) => entry.key !== key)].slice(0, MAX_KNOWN);
  };

  /** The calls with all that a request of theirs might have belonged to, directly or by way of others. */
  function mixedUpWith(ids: ReadonlySet<number>): ReadonlySet<number> {
    const touching = counted.filter((entry) => entry.ids.some((id) => ids.has(id)));
    const all = new Set([...ids, ...touching.flatMap((entry) => entry.ids)]);
    return all.size === ids.size ? ids : mixedUpWith(all);
  }
}
