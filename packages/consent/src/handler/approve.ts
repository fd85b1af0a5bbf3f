import { KitError } from "@kit/protocol";
import type { Approver } from "../approval/approver.ts";
import { createDecisionDesk, type Remember } from "../approval/create-decision-desk.ts";
import { createRequestCount } from "../approval/create-request-count.ts";
import { subjectOf } from "../approval/subject.ts";
import type { Decision } from "../ledger/decisions.ts";
import type { Account } from "./account.ts";
import type { SamplingObserver } from "./sampling-event.ts";
import { type SamplingStep, type SamplingTurn, toolsOf } from "./sampling-turn.ts";

/** How requests are approved on one connection. */
export type ApproveOptions = {
  /** Asks the person. Absent: nobody can be asked. */
  approver?: Approver | undefined;
  /** Whether everything that the policy would ask about is let through (`--yes`). Default: false. */
  approveAll?: boolean | undefined;
  /** Writes into the policy that a tool may sample from now on. Absent: that holds for the session only. */
  remember?: Remember | undefined;
  /** Aborts when the connection closes: no decision outlives it. Absent: there is one connection for life. */
  closed?: AbortSignal | undefined;
  /** How long the person has, in milliseconds. The model has a limit of its own. Default: five minutes. */
  decisionTimeoutMs?: number | undefined;
  /** How many requests one call may make, whoever lets them through. Default: 64. */
  maxRequestsPerCall?: number;
  observe: SamplingObserver;
  /** Tells the person what went wrong without ending anything. Default: nobody hears. */
  warn?: ((message: string) => void) | undefined;
};

const DEFAULT_DECISION_TIMEOUT_MS = 300_000;
const DEFAULT_MAX_REQUESTS_PER_CALL = 64;

/**
 * Lets a request through as the policy's mode says: `auto` at once, `session` when the person has approved the tool,
 * `ask` when they have approved the call. What shows signs of an attack is asked about whatever the mode. Whoever lets
 * them through, a call gets no more than so many. One step serves one connection.
 *
 * @throws {KitError} "declined" when the person refuses, nobody can be asked, or a call asks too often; "timed_out" when
 * nobody decides in time.
 */
export function approve(options: ApproveOptions): SamplingStep {
  const { approver, approveAll = false, observe, warn = () => undefined } = options;
  const { remember, closed = new AbortController().signal, decisionTimeoutMs = DEFAULT_DECISION_TIMEOUT_MS } = options;
  const { maxRequestsPerCall = DEFAULT_MAX_REQUESTS_PER_CALL } = options;
  const count = createRequestCount(maxRequestsPerCall);
  const decide =
    approver && createDecisionDesk({ approver, timeoutMs: decisionTimeoutMs, remember, closed, warn }).decide;

  return async (turn, next) => {
    const tell = (decision: Decision, personMs = 0, edited: SamplingTurn["request"] | undefined = undefined) => {
      Object.assign(turn.account, { decision, personMs } satisfies Account);
      observe({ id: turn.id, type: "decided", decision, personMs, edited });
    };
    const refuse = (decision: Decision, message: string, personMs = 0) => {
      tell(decision, personMs);
      return new KitError("declined", message);
    };

    const mode = turn.ruling?.mode;
    if (mode === undefined) throw new Error("The policy rules before approve.");
    if (mode === "deny") throw refuse("denied", "The policy of the client refuses the request.");
    const isHarmless = (turn.suspicions ?? []).length === 0;
    const isAuto = mode === "auto" && isHarmless;
    const isLetThrough = isAuto || approveAll;
    const ask = isLetThrough ? undefined : decide;
    if (!isLetThrough && ask === undefined) {
      if (!isHarmless) warn(describeSigns(turn));
      throw refuse("no_terminal", nobodyToAsk(turn, isHarmless));
    }

    const { number, limit, leave } = count.add(subjectOf(turn));
    try {
      if (number > limit) throw refuse("limit", tooMany(turn, number, limit));
      if (ask === undefined) {
        tell(isAuto ? "auto" : "yes");
        return await next(turn);
      }
      const askedAt = performance.now();
      const { decision, edited } = await ask(turn);
      const personMs = performance.now() - askedAt;
      if (decision === "refused") throw refuse("refused", "The person at the client refused the request.", personMs);
      tell(decision, personMs, edited);
      return await next(edited === undefined ? turn : { ...turn, request: edited });
    } finally {
      leave();
    }
  };
}

/** What the server hears: not which signs, so that it does not learn what to leave out. */
function nobodyToAsk({ origin }: SamplingTurn, isHarmless: boolean): string {
  const tools = toolsOf(origin).join(" or ") || "a request outside of any call";
  if (!isHarmless) {
    return `A request of ${tools} of ${origin.server} shows signs of an attack, which only a person may approve, and there is no terminal. Run in a terminal, or with --yes.`;
  }
  return `Nobody can be asked to approve ${tools} of ${origin.server}: there is no terminal. Run in a terminal, or with --yes, or set its mode to auto in the policy.`;
}

function describeSigns({ origin, suspicions = [] }: SamplingTurn): string {
  return `A sampling request of ${origin.server} is refused, because it ${suspicions.join(", ")}.`;
}

function tooMany({ origin }: SamplingTurn, number: number, limit: number): string {
  const tools = toolsOf(origin).join(" or ") || origin.server;
  return `This is request number ${number} of ${tools}, and ${limit} is the most that may be approved. Ask for less at once.`;
}
