import { KitError, parseSamplingResult } from "@kit/protocol";
import { untilAborted } from "@kit/terminal";
import type { Approver } from "../approval/approver.ts";
import { nobodyDecided } from "../approval/nobody-decided.ts";
import { toCard } from "../approval/to-card.ts";
import type { SamplingStep } from "./sampling-turn.ts";

/** How answers are reviewed. */
export type ReviewOptions = {
  /** Asks the person. Absent: nobody can be asked. */
  approver?: Approver | undefined;
  /** Whether everything that the policy would ask about is let through (`--yes`). Default: false. */
  approveAll?: boolean | undefined;
  /** How long the person has, in milliseconds. Default: five minutes. */
  decisionTimeoutMs?: number | undefined;
};

const DEFAULT_DECISION_TIMEOUT_MS = 300_000;

/**
 * Shows the person the answer before it goes to the server, where the policy wants that.
 *
 * @throws {KitError} "declined" when the person refuses or nobody can be asked; "timed_out" when nobody decides in time.
 */
export function review(options: ReviewOptions): SamplingStep {
  const { approver, approveAll = false, decisionTimeoutMs = DEFAULT_DECISION_TIMEOUT_MS } = options;
  return async (turn, next) => {
    const isWanted = turn.ruling?.review === true && !approveAll;
    // Nobody pays for an answer that nobody can send.
    if (isWanted && approver === undefined) {
      turn.account.decision = "no_terminal";
      throw nobodyToAsk();
    }
    const result = await next(turn);
    if (!isWanted || approver === undefined) return result;

    const shownAt = performance.now();
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(nobodyDecided(decisionTimeoutMs)), decisionTimeoutMs);
    try {
      const card = toCard(turn);
      const verdict = await untilAborted(AbortSignal.any([turn.signal, timeout.signal]), (signal) =>
        approver.review(card, result, signal),
      );
      turn.account.personMs = (turn.account.personMs ?? 0) + performance.now() - shownAt;
      if (verdict.kind === "refuse") {
        turn.account.decision = "answer_refused";
        throw new KitError("declined", "The person at the client kept the answer back.");
      }
      return parseSamplingResult(verdict.result);
    } finally {
      clearTimeout(timer);
    }
  };
}

function nobodyToAsk(): KitError {
  const message =
    "The policy wants a person to review answers, and there is no terminal. Run in a terminal, or with --yes.";
  return new KitError("declined", message);
}
