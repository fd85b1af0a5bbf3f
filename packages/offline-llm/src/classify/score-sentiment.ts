/// <reference path="./vader-sentiment.d.ts" />
import vader from "vader-sentiment";
import { lukewarmCue, reviewCues } from "./review-cues.ts";

export interface Sentiment {
  /** Below 0 negative, above 0 positive; beyond 1 either way the text takes sides. */
  score: number;
  /** Sum of what speaks for and of what speaks against. */
  praise: number;
  blame: number;
}

const clauseBorder =
  /(?<=[.!?;\n])\s+|\s*(?:,|\s[-–—])?\s*\b(?=(?:but|however|although|though|yet|except|whereas|while)\b)/i;
const turn = /^(?:but|however|yet|except)\b/i;
const concession = /^(?:although|though|while|whereas|despite|even though)\b/i;
const negation =
  /(?:\b(?:not|never|no|hardly|without|nothing|neither|nor|isn't|wasn't|aren't|weren't|don't|doesn't|didn't|no longer|won't|wouldn't|can't|cannot|couldn't|hasn't|haven't))\s+(?:\w+\s+){0,2}$/i;
const fear = /\b(?:worried|afraid|sceptical|skeptical|doubtful|hesitant|concerned|nervous|unsure|doubts?)\b/i;

/** How much of the lukewarm words it takes to halve a score. */
const lukewarmPull = 0.45;

/** Scores clause by clause with VADER and the review cues; what follows a "but" counts more than what stands before. */
export function scoreSentiment(text: string): Sentiment {
  const plain = text.replace(/[‘’]/g, "'");
  const lukewarm = plain.match(lukewarmCue)?.length ?? 0;
  const clauses = plain
    .replace(lukewarmCue, "thing")
    .split(clauseBorder)
    .filter((clause) => /\w/.test(clause));
  let praise = 0;
  let blame = 0;
  clauses.forEach((clause, index) => {
    const next = clauses[index + 1] ?? "";
    const weight = clauseWeight(clause, next);
    for (const value of valencesOf(clause)) {
      if (value > 0) praise += value * weight;
      else blame -= value * weight;
    }
  });
  // Long reviews repeat themselves; their sum must not make every one of them look extreme.
  const spread = Math.max(1, Math.sqrt(clauses.length / 3));
  return { score: (praise - blame) / spread / (1 + lukewarmPull * lukewarm), praise, blame };
}

function clauseWeight(clause: string, next: string): number {
  if (turn.test(next)) return fear.test(clause) ? 0.1 : 0.6;
  if (turn.test(clause)) return 1.4;
  return concession.test(clause) ? 0.5 : 1;
}

function valencesOf(clause: string): number[] {
  const valences: number[] = [];
  let rest = clause;
  for (const { pattern, valence } of reviewCues) {
    rest = rest.replace(pattern, (found, ...details) => {
      const offset = details.find((detail) => typeof detail === "number") ?? 0;
      const isNegated = negation.test(rest.slice(0, offset)) && !/^(?:no|not|never|nobody)\b/i.test(found);
      valences.push(isNegated ? -0.6 * valence : valence);
      return "thing";
    });
  }
  // "It looks like a box" likes nothing.
  rest = rest.replace(
    /\b(?:looks?|feels?|felt|looked|sounds?|seems?|tastes?|tasted|smells?|just|more|things?|something|anything|is|was|it's)\s+like\b/gi,
    "resembles",
  );
  const { compound } = vader.SentimentIntensityAnalyzer.polarity_scores(rest);
  if (compound !== 0) valences.push(sumBehind(compound));
  return valences;
}

/** VADER squeezes its sum of valences s into s / sqrt(s² + 15); this is the way back. */
function sumBehind(compound: number): number {
  const bounded = Math.max(-0.99, Math.min(0.99, compound));
  return bounded * Math.sqrt(15 / (1 - bounded * bounded));
}
