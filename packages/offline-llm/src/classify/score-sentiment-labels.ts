import { addExperience } from "./learned/add-experience.ts";
import { learnedTally } from "./learned/learned-tally.ts";
import type { Tally } from "./learned/tally-traits.ts";
import { weighTraits } from "./learned/weigh-traits.ts";
import { type LabelScores, rankLabels } from "./score-labels.ts";
import { middle, scoreSentiment } from "./score-sentiment.ts";
import type { SentimentPlace } from "./sentiment-places.ts";

/** Praise and blame of at least this much each make a text mixed, when neither clearly wins. */
const strong = 1.5;
/** How fast a label loses with its distance from the text's place. */
const sharpness = 3;

/** Ranks sentiment labels by how near each stands to the sentiment of the text. */
export function scoreSentimentLabels(
  text: string,
  places: readonly SentimentPlace[],
  tally: Tally = learnedTally(),
): LabelScores {
  const sentiment = scoreSentiment(text);
  const { praise, blame } = sentiment;
  const { score, lean } = addExperience(sentiment, weighTraits(text, tally));
  const isMixed = praise >= strong && blame >= strong && Math.abs(praise - blame) < 0.35 * (praise + blame);
  const hasMiddle = places.some(({ place }) => place === 0);
  const place = hasMiddle ? placeWithMiddle(score) : Math.tanh(lean);

  const scored = places.map((candidate) => {
    let fit = -sharpness * Math.abs(place - candidate.place) * widthOf(candidate.place, places);
    // With both words on offer, "mixed" is for texts that say both and "neutral" for texts that say neither.
    if (candidate.place === 0 && places.filter((other) => other.place === 0).length > 1) {
      fit += candidate.isMixed === isMixed ? 1 : -1;
    }
    return { label: candidate.label, score: fit };
  });
  return rankLabels(scored, hasMiddle || Math.abs(score) >= middle);
}

/** Bends the scale so that the border between the middle and a side lies half-way between their labels. */
function placeWithMiddle(score: number): number {
  const strength = Math.abs(score) / middle;
  const place = strength < 1 ? strength * 0.375 : 0.375 + 0.625 * Math.tanh((strength - 1) / 3);
  return Math.sign(score) * place;
}

/** With only three labels there is nothing beyond "positive": a text more than positive fits it fully. */
function widthOf(place: number, places: readonly SentimentPlace[]): number {
  return places.some((other) => Math.abs(other.place) > Math.abs(place)) || place === 0 ? 1 : 0.8;
}
