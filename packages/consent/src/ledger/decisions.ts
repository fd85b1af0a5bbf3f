/** Who let a sampling request through, or refused it. */
export const DECISIONS = {
  auto: "The policy lets it through.",
  yes: "The flag --yes lets it through.",
  once: "The person approved this request.",
  session: "The person approved this tool for the session, now or earlier.",
  always: "The person approved this tool for good, now or earlier.",
  refused: "The person refused the request.",
  answer_refused: "The person refused the answer.",
  denied: "The policy refuses it.",
  no_terminal: "The policy asks a person, and there was none to ask.",
  limit: "A limit was reached.",
  none: "It ended before anybody decided.",
} as const satisfies Record<string, string>;

/** The decision on a sampling request, as the ledger keeps it. */
export type Decision = keyof typeof DECISIONS;
