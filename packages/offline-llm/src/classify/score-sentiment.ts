import { lukewarmCues } from "./cues/lukewarm-cues.ts";
import { placeholder, readValences } from "./read-valences.ts";

/** A score below this either way takes no side. */
export const middle = 0.7;

export interface Sentiment {
  /** Below 0 negative, above 0 positive; beyond the middle either way the text takes sides. */
  score: number;
  /** Sum of what speaks for and of what speaks against. */
  praise: number;
  blame: number;
  /** From 0 to 1: what lukewarm words and an even match leave of any score. */
  warmth: number;
}

const clauseBorder =
  /(?<=[.!?;\n])\s+|\s*(?:,|\s[-–—])?\s*\b(?=(?:but|however|although|though|yet|except|whereas|while)\b)/i;
const turn = /^(?:but|however|yet|except)\b/i;
const concession = /^(?:although|though|while|whereas|despite|even though)\b/i;
const fear = /\b(?:worried|afraid|sceptical|skeptical|doubtful|hesitant|concerned|nervous|unsure|doubts?)\b/i;

/** Praise and blame that come this near to each other leave the score in the middle. */
const balance = { share: 0.6, weight: 0.3 };
/** How much of its score a text keeps beside lukewarm words: a pull of 1 leaves 1 / (1 + lukewarmPull). */
const lukewarmPull = 1.5;

/** Scores a text by what it praises and blames; lukewarm words and an even match draw it towards the middle. */
export function scoreSentiment(text: string): Sentiment {
  const { rest, pull } = takeLukewarm(tidy(text));
  const { praise, blame, clauses } = sumValences(rest);
  // Long reviews repeat themselves; their sum must not make every one of them look extreme.
  const spread = Math.max(1, Math.sqrt(clauses / 3));
  const isBalanced = praise > 0 && Math.min(praise, blame) >= balance.share * Math.max(praise, blame);
  const warmth = (isBalanced ? balance.weight : 1) / (1 + pull * lukewarmPull);
  return { score: ((praise - blame) / spread) * warmth, praise, blame, warmth };
}

/** One apostrophe, and one space for many: the borders between clauses are sought around every space. */
function tidy(text: string): string {
  return text
    .replace(/[‘’]/g, "'")
    .replace(/[^\S\n]+/g, " ")
    .replace(/(?: ?\n ?)+/g, "\n");
}

function sumValences(text: string): { praise: number; blame: number; clauses: number } {
  const clauses = text.split(clauseBorder).filter((clause) => /\w/.test(clause));
  let praise = 0;
  let blame = 0;
  clauses.forEach((clause, index) => {
    const weight = clauseWeight(clause, clauses[index + 1] ?? "");
    for (const value of readValences(clause)) {
      if (value > 0) praise += value * weight;
      else blame -= value * weight;
    }
  });
  return { praise, blame, clauses: clauses.length };
}

/** What follows a "but" counts more than what stands before. */
function clauseWeight(clause: string, next: string): number {
  if (turn.test(next)) return fear.test(clause) ? 0.1 : 0.7;
  if (turn.test(clause)) return 1.3;
  return concession.test(clause) ? 0.5 : 1;
}

/** Takes the lukewarm phrases out of a text; their words would count as praise. */
function takeLukewarm(text: string): { rest: string; pull: number } {
  let total = 0;
  const rest = lukewarmCues.reduce(
    (left, { pattern, pull }) =>
      left.replace(pattern, () => {
        total += pull;
        return placeholder;
      }),
    text,
  );
  return { rest, pull: total };
}
