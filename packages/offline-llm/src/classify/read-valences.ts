/// <reference path="./vader-sentiment.d.ts" />
import vader from "vader-sentiment";
import { stemOf } from "../text/read-words.ts";
import { connotations } from "./cues/connotations.ts";
import { plainWord } from "./cues/plain-words.ts";
import { reviewCues } from "./review-cues.ts";

/** Turns the words that follow within a phrase into their opposite. */
const negation =
  /(?:\b(?:not|never|no|hardly|less|fewer|zero|free of|rid of|against|prevents?|removes?|removed|fix(?:ed|es)?|repair(?:ed|s)?|stop(?:s|ped)|solv(?:ed|es)|cur(?:ed|es)|reduc(?:ed|es)|end(?:ed|s)|without|nothing|neither|nor|isn't|wasn't|aren't|weren't|don't|doesn't|didn't|no longer|won't|wouldn't|can't|cannot|couldn't|hasn't|haven't))\s+(?:\w+\s+){0,2}$/i;
const pieceBorder = /,\s*|\s+and\s+/i;

/** What a taken phrase leaves behind: a word that no table knows. */
export const placeholder = "thing";

/** The valences of the phrases and words of one clause: first the cues, then the connotations, the rest by VADER. */
export function readValences(clause: string): number[] {
  const valences: number[] = [];
  let rest = clause;
  const add = (valence: number, offset: number) => {
    valences.push(negation.test(rest.slice(0, offset)) ? -0.6 * valence : valence);
    return placeholder;
  };
  for (const { pattern, valence } of reviewCues) {
    rest = rest.replace(pattern, (found: string, offset: number) =>
      add(valence, /^(?:no|not|never|nobody)\b/i.test(found) ? 0 : offset),
    );
  }
  rest = rest.replace(/[a-z][a-z'-]+/gi, (word, offset: number) => {
    const valence = connotations.get(stemOf(word.toLowerCase()));
    return valence === undefined ? word : add(valence, offset);
  });
  // Piece by piece, so that praise and blame in one clause do not cancel out.
  for (const piece of rest.replace(plainWord, placeholder).split(pieceBorder)) {
    const { compound } = vader.SentimentIntensityAnalyzer.polarity_scores(piece);
    if (compound !== 0) valences.push(sumBehind(compound));
  }
  return valences;
}

/** VADER squeezes its sum of valences s into s / sqrt(s² + 15); this is the way back. */
function sumBehind(compound: number): number {
  const bounded = Math.max(-0.99, Math.min(0.99, compound));
  return bounded * Math.sqrt(15 / (1 - bounded * bounded));
}
