import { type ErrorCode, KitError } from "@kit/protocol";

/** Who let a sampling request through, or refused it. */
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

/** The decision on a sampling request, as the ledger keeps it. */
export type Decision = keyof typeof DECISIONS;

/** A request that somebody refused, with the decision for the ledger. Its message may cross the wire. */
export class Refusal extends KitError {
  readonly decision: Decision;

  constructor(decision: Decision, message: string, details: RefusalDetails = {}) {
    super(details.code ?? "declined", message, details);
    this.decision = decision;
  }
}

type RefusalDetails = {
  /** Default: `declined`. */
  code?: ErrorCode;
  data?: Record<string, unknown>;
  isRetryable?: boolean;
};
