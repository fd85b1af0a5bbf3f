import { parseSamplingResult, type SamplingRequest, type SamplingResult } from "@kit/protocol";
import type { Answer, ApprovedRequest, ReviewedAnswer } from "../stages.ts";
import { Refusal, toolsOf, withinTime } from "../stages.ts";
import { createApprovalQueue, nobodyDecided, type Remember } from "./approval-queue.ts";
import type { Approval, ApprovalRequest, Approver } from "./approver.ts";
import { createRequestCount, subjectOf } from "./grants.ts";

/** How requests are approved on one connection. */
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
  /** How many requests one call may make, whoever lets them through. Default: 64. */
  maxRequestsPerCall?: number | undefined;
  /** Writes to the client's log. Default: stderr. */
  warn?: ((message: string) => void) | undefined;
};

/** Lets requests and answers of one connection through. */
export type Approvals = {
  /**
   * Lets a request through as the policy's mode says: `auto` at once, `session` when the user has approved the tool,
   * `ask` when they have approved the call. What shows signals of a prompt injection is asked about whatever the mode.
   * Whoever lets them through, a call gets no more than so many.
   *
   * @throws {KitError} "declined" when the user refuses, nobody can be asked, or a call asks too often; "timed_out" when
   * nobody decides in time.
   */
  approve(asked: ApprovalRequest, signal: AbortSignal): Promise<Approval>;
  /**
   * Shows the user the answer before it goes to the server, where the policy wants that.
   *
   * @throws {KitError} "declined" when the user refuses; "timed_out" when nobody decides in time.
   */
  review(answer: Answer, approval: Approval, signal: AbortSignal): Promise<ReviewedAnswer>;
};

const DEFAULT_DECISION_TIMEOUT_MS = 300_000;
const DEFAULT_MAX_REQUESTS_PER_CALL = 64;

/** Makes what lets requests and answers through. Serves one connection. */
export function createApprovals(options: ApprovalOptions): Approvals {
  const {
    approver,
    approveAll = false,
    remember,
    closed = new AbortController().signal,
    warn = console.error,
  } = options;
  const { decisionTimeoutMs: timeoutMs = DEFAULT_DECISION_TIMEOUT_MS } = options;
  const count = createRequestCount(options.maxRequestsPerCall ?? DEFAULT_MAX_REQUESTS_PER_CALL);
  const ask = approver && createApprovalQueue({ approver, timeoutMs, remember, closed, warn });

  return {
    async approve(asked, signal) {
      const { policy, signals, prompt } = asked;
      const isHarmless = signals.length === 0;
      const isAuto = policy.mode === "auto" && isHarmless;
      if (!isAuto && !approveAll && ask === undefined) {
        if (!isHarmless) warn(describeSignals(asked));
        throw new Refusal("no_terminal", nobodyToAsk(asked, isHarmless));
      }
      const subject = subjectOf(asked);
      const { number, limit } = count(subject);
      if (number > limit) throw new Refusal("limit", tooMany(asked, number, limit));
      // Nobody pays for an answer that nobody can send.
      if (policy.review && !approveAll && ask === undefined) throw new Refusal("no_terminal", nobodyToReview());
      const isAsked = !isAuto && !approveAll && ask !== undefined;
      const outcome = isAsked
        ? await ask(asked, subject, signal)
        : ({ decision: isAuto ? "auto" : "yes", edited: undefined } as const);
      if (outcome.decision === "refused") {
        throw new Refusal("refused", "The user of the client refused the request.");
      }
      return { ...outcome, request: (outcome.edited ?? prompt.request) as ApprovedRequest, asked };
    },

    async review(answer, { asked, request }, signal) {
      if (!asked.policy.review || approveAll || approver === undefined)
        return answer as SamplingResult as ReviewedAnswer;
      const prompt = { ...asked.prompt, request: request as SamplingRequest as typeof asked.prompt.request };
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
function nobodyToAsk({ origin }: ApprovalRequest, isHarmless: boolean): string {
  const whose = `${toolsOf(origin).join(" or ")} of ${origin.server}`;
  if (!isHarmless) {
    return `A request of ${whose} shows signals of a prompt injection, which only a user may approve, and there is no terminal. Run in a terminal, or with --yes.`;
  }
  return `Nobody can be asked to approve ${whose}: there is no terminal. Run in a terminal, or with --yes, or set its mode to auto in the policy.`;
}

function nobodyToReview(): string {
  return "The policy wants a user to review answers, and there is no terminal. Run in a terminal, or with --yes.";
}

function describeSignals({ origin, signals }: ApprovalRequest): string {
  return `A sampling request of ${origin.server} is refused, because it ${signals.join(", ")}.`;
}

function tooMany({ origin }: ApprovalRequest, number: number, limit: number): string {
  return `This is request number ${number} of ${toolsOf(origin).join(" or ")}, and ${limit} is the most that may be approved. Ask for less at once.`;
}
