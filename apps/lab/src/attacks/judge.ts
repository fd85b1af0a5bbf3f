import type { Attack, Expectation } from "./attack.ts";
import type { Outcome } from "./run-attack.ts";

/** What an attack came to, against what must come of it. */
export type Judgement = {
  expected: Expectation;
  /** How many requests reached a model, of how many that the client got. */
  reached: number;
  asked: number;
  /** What is not as it must be. Empty: the client held. */
  faults: string[];
};

/** The most tokens that the client's default policy grants. */
const GRANTED_TOKENS = 4096;

/** What a terminal would obey, and what a user would not see. */
const UNSAFE = /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/u;

/** Compares what an attack came to with what must come of it. */
export function judge(attack: Attack, expected: Expectation, outcome: Outcome): Judgement {
  const { sent, ledger, loot } = outcome;
  const asked = Math.max(ledger.length, loot.answers.length + loot.refusals.length, sent.length);
  const faults = Object.entries(findFaults(attack, expected, outcome)).flatMap(([fault, is]) => (is ? [fault] : []));
  return { expected, reached: sent.length, asked, faults };
}

function findFaults({ secrets = [] }: Attack, { verdict, reaches, shows }: Expectation, outcome: Outcome) {
  const { sent, ledger, loot, stdout, stderr } = outcome;
  const shown = stdout + stderr;
  const isLess = { open: sent.length !== reaches, reduced: sent.length === 0, stopped: false };
  return {
    "more reached a model than may": sent.length > reaches,
    "less reached a model than the table says": isLess[verdict],
    "the rule did not show":
      shows !== undefined && ![stdout, stderr, ...loot.refusals].some((text) => shows.test(text)),
    "a model was asked for more tokens than the policy grants": sent.some(
      ({ max_tokens = Infinity }) => max_tokens > GRANTED_TOKENS,
    ),
    "a secret reached a model": secrets.some((secret) => JSON.stringify(sent).includes(secret)),
    "something reached the screen that a terminal obeys or a user does not see": UNSAFE.test(shown),
    "the client showed a stack trace": /^ {4}at /m.test(shown),
    "the ledger does not have what happened":
      ledger.some(({ server }) => server !== "rogue") || ledger.filter(({ wasSent }) => wasSent).length !== sent.length,
  };
}
