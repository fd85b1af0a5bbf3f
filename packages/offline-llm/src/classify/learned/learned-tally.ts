import { readReviews } from "./read-reviews.ts";
import { type Tally, tallyTraits } from "./tally-traits.ts";

let tally: Tally | undefined;

/** What the development reviews teach, counted on the first call and kept. */
export function learnedTally(): Tally {
  tally ??= tallyTraits(readReviews());
  return tally;
}
