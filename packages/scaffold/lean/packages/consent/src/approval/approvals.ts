import { createHash } from "node:crypto";
import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import { untilAborted } from "@kit/terminal";
import type { Answer, ApprovedRequest, Origin, Prompt, ReviewedAnswer } from "../stages.ts";
import { Refusal, toolNames, withinTime } from "../stages.ts";
import { type Approval, type ApprovalRequest, type Approver, MAX_REQUESTS_PER_CALL } from "./approver.ts";

export type ApprovalOptions = {
  /** Asks the user. Absent: nobody can be asked, and what the policy would ask about is refused. */
  approver?: Approver | undefined;
  /** Whether everything that the policy would ask about is let through (`--yes`). Default: false. */
  approveAll?: boolean | undefined;
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
/** Up to so many tokens a request is small, whatever the size of the one that was shown. */
const SMALL_TOKENS = 1_000;

/** Asks about one request at a time. What is decided about a call is forgotten with the connection. */
export function createApprovals(options: ApprovalOptions): Approvals {
  const { approver, approveAll = false, warn = console.error } = options;
  const { decisionTimeoutMs: timeoutMs = DEFAULT_DECISION_TIMEOUT_MS } = options;
  const limit = { timeoutMs, message: "Nobody at the client decided" };
  const counts = new Map<string, number>();
  /** Up to how many tokens the requests of a call and a purpose may have; none, where the user has refused. */
  const decided = new Map<string, number>();
  let last: Promise<unknown> = Promise.resolve();

  /** Asks once all that came before is decided: that may hold for this, too. */
  async function decide(asker: Approver, asked: ApprovalRequest, signal: AbortSignal): Promise<void> {
    const { prompt, choice, signals, reservation } = asked;
    // What was decided about a call does not hold where something is suspect.
    const about = createHash("sha256").update(JSON.stringify([purposeOf(prompt.request), choice.model, signals]));
    const key = `${idsOf(asked.origin)} ${about.digest("base64")}`;
    const { inputTokens } = reservation.estimate;
    const known = decided.get(key);
    if (known !== undefined && known >= inputTokens) return;
    const verdict = known === 0 ? "refuse" : await withinTime(signal, limit, (inTime) => asker.approve(asked, inTime));
    if (verdict === "call") decided.set(key, Math.max(SMALL_TOKENS, 2 * inputTokens));
    if (verdict !== "refuse") return;
    decided.set(key, 0);
    throw new Refusal("refused", "The user of the client refused the request.");
  }

  return {
    async approve(asked, signal) {
      const { origin, policy, signals, prompt } = asked;
      const isSuspect = signals.length > 0;
      const isAuto = policy.mode === "auto" && !isSuspect;
      const request = prompt.request as SamplingRequest as ApprovedRequest;
      const isUnasked = isAuto || approveAll;
      if (approver === undefined && (!isUnasked || (policy.review && !approveAll))) {
        if (isSuspect) warn(`A sampling request of ${origin.server} is refused, because it ${signals.join(", ")}.`);
        throw new Refusal("no_terminal", nobodyToAsk(origin, isSuspect));
      }
      countIn(origin, counts);
      if (isUnasked || approver === undefined) {
        return { decision: isAuto ? "auto" : "yes", edited: undefined, request, asked };
      }
      const turn = last.then(() => decide(approver, asked, signal));
      last = turn.catch(() => undefined);
      await untilAborted(signal, () => turn);
      return { decision: "once", edited: undefined, request, asked };
    },

    async review(answer, { asked, request }, signal) {
      const reviewed = answer as SamplingResult as ReviewedAnswer;
      if (!asked.policy.review || approveAll || approver === undefined) return reviewed;
      const prompt = { ...asked.prompt, request: request as SamplingRequest as Prompt["request"] };
      const verdict = await withinTime(signal, limit, (inTime) =>
        approver.review({ ...asked, prompt }, answer, inTime),
      );
      if (verdict === "send") return reviewed;
      throw new Refusal("answer_refused", "The user of the client kept the answer back.");
    },
  };
}

const idsOf = ({ calls }: Origin) => calls.map(({ id }) => id).join();

/** All of a request but its conversation: what follows for the same purpose has the same. */
function purposeOf({ messages: _, modelPreferences: _wishes, ...settings }: SamplingRequest): object {
  return settings;
}

/** What the server hears: not which signals, so that it does not learn what to leave out. */
function nobodyToAsk(origin: Origin, isSuspect: boolean): string {
  const whose = `${toolNames(origin)} of ${origin.server}`;
  const why = isSuspect ? " shows signals of a prompt injection, which only a user may approve" : " needs a user";
  return `A request of ${whose}${why}, and there is no terminal. Run in a terminal, or with --yes.`;
}

function countIn(origin: Origin, counts: Map<string, number>): void {
  const number = (counts.get(idsOf(origin)) ?? 0) + 1;
  counts.set(idsOf(origin), number);
  const most = MAX_REQUESTS_PER_CALL * origin.calls.length;
  if (number <= most) return;
  const message = `This is request number ${number} of ${toolNames(origin)}, and ${most} is the most that may be approved.`;
  throw new Refusal("limit", `${message} Ask for less at once.`);
}
