import type { Label, LabelRequest } from "./label-request.ts";
import type { Tally } from "./learned/tally-traits.ts";
import type { LabelScores } from "./score-labels.ts";
import { scoreSentimentLabels } from "./score-sentiment-labels.ts";
import { scoreTopicLabels } from "./score-topic-labels.ts";
import { placeSentiments } from "./sentiment-places.ts";

const wayOutName =
  /^(?:uncertain|unsure|unknown|unclear|undetermined|other|others|none|none of (?:the above|these)|n\/a|misc|miscellaneous|general|cannot tell)$/i;

/** Below this share of the best label, or with a lead below the second, the way out is the honest answer. */
const surestDoubt = { share: 0.4, lead: 0.08 };

/**
 * Answers one of the offered labels, spelled as offered, or the way out that the instruction offers. Sentiments are
 * read with what all development reviews teach, or with a tally of your own.
 */
export function classify(text: string, { labels, wayOut, wantsConfidence }: LabelRequest, tally?: Tally): string {
  const out = wayOut ?? labels.find(({ name }) => wayOutName.test(name))?.name;
  const choices = labels.filter(({ name }) => name !== out);
  const [first] = choices;
  if (first === undefined) {
    return out ?? "The instruction offers no labels. List them, one on a line that begins with a dash.";
  }
  const scores = scoreLabels(text, choices, tally);
  const best = scores.ranked[0] ?? { label: first, share: 1 };
  const lead = best.share - (scores.ranked[1]?.share ?? 0);
  const isInDoubt = !scores.isDecided || best.share < surestDoubt.share || lead < surestDoubt.lead;
  const answer = isInDoubt && out !== undefined ? out : best.label.name;
  return wantsConfidence ? `${answer}\n${confidenceOf(best.share, scores.isDecided).toFixed(2)}` : answer;
}

function scoreLabels(text: string, labels: readonly Label[], tally?: Tally): LabelScores {
  const sentiments = placeSentiments(labels);
  return sentiments === undefined ? scoreTopicLabels(text, labels) : scoreSentimentLabels(text, sentiments, tally);
}

/** Rules that are right nine times in ten must not claim more than that; without any reason they claim nothing. */
function confidenceOf(share: number, isDecided: boolean): number {
  return isDecided ? Math.min(0.95, share * 0.97) : Math.min(0.3, share);
}
