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
  const faults = CHECKS.filter(({ isBroken }) => isBroken(outcome, expected, attack)).map(({ fault }) => fault);
  const asked = Math.max(ledger.length, loot.answers.length + loot.refusals.length, sent.length);
  return { expected, reached: sent.length, asked, faults };
}

type Check = { fault: string; isBroken: (outcome: Outcome, expected: Expectation, attack: Attack) => boolean };

const CHECKS: readonly Check[] = [
  {
    fault: "more reached a model than may",
    isBroken: ({ sent }, { reaches }) => sent.length > reaches,
  },
  {
    fault: "less reached a model than the table says",
    isBroken: ({ sent }, { verdict, reaches }) =>
      verdict === "open" ? sent.length !== reaches : verdict === "reduced" && sent.length === 0,
  },
  {
    fault: "the rule did not show",
    isBroken: ({ stdout, stderr, loot }, { shows }) =>
      shows !== undefined && ![stdout, stderr, ...loot.refusals].some((text) => shows.test(text)),
  },
  {
    fault: "a model was asked for more tokens than the policy grants",
    isBroken: ({ sent }) => sent.some(({ max_tokens = Infinity }) => max_tokens > GRANTED_TOKENS),
  },
  {
    fault: "a secret reached a model",
    isBroken: ({ sent }, _expected, { secrets = [] }) =>
      secrets.some((secret) => JSON.stringify(sent).includes(secret)),
  },
  {
    fault: "something reached the screen that a terminal obeys or a user does not see",
    isBroken: ({ stdout, stderr }) => UNSAFE.test(stdout + stderr),
  },
  {
    fault: "the client showed a stack trace",
    isBroken: ({ stdout, stderr }) => /^ {4}at /m.test(stdout + stderr),
  },
  {
    fault: "the ledger does not have what happened",
    isBroken: ({ ledger, sent }) =>
      ledger.some(({ server }) => server !== "rogue") || ledger.filter(({ wasSent }) => wasSent).length !== sent.length,
  },
];
