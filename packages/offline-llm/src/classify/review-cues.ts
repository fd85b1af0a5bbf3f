import { cuePattern } from "./cues/cue-pattern.ts";
import type { CueRow } from "./cues/cue-row.ts";
import { expectationCues } from "./cues/expectation-cues.ts";
import { experienceCues } from "./cues/experience-cues.ts";
import { functionCues } from "./cues/function-cues.ts";
import { loyaltyCues } from "./cues/loyalty-cues.ts";
import { qualityCues } from "./cues/quality-cues.ts";
import { serviceCues } from "./cues/service-cues.ts";
import { timeCues } from "./cues/time-cues.ts";
import { verdictCues } from "./cues/verdict-cues.ts";

export interface Cue {
  pattern: RegExp;
  /** On VADER's scale: from -4 (very bad) to 4 (very good). */
  valence: number;
}

/**
 * What people say of things they bought and places they went to, for which a general lexicon has no word or the wrong
 * one. Rows are tried from the top, and what one has matched is not looked at again: phrases stand before words.
 */
const rows: readonly CueRow[] = [
  ...verdictCues,
  ...expectationCues,
  ...loyaltyCues,
  ...experienceCues,
  ...serviceCues,
  ...timeCues,
  ...functionCues,
  ...qualityCues,
];

export const reviewCues: readonly Cue[] = rows.map(([valence, ...cues]) => ({ valence, pattern: cuePattern(cues) }));
