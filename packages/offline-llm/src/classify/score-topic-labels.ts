import { readStems, stemOf } from "../text/read-words.ts";
import type { Label } from "./label-request.ts";
import { type LabelScores, rankLabels } from "./score-labels.ts";
import { topicGroups } from "./topics.ts";

/** What a word of the text is worth to a label, by where the label's side of it comes from. */
const worth = { name: 2.5, description: 1.5, topic: 1 } as const;

/** Ranks labels by the words that a text shares with their names, their descriptions and the topics they name. */
export function scoreTopicLabels(text: string, labels: readonly Label[]): LabelScores {
  const counts = new Map<string, number>();
  for (const stem of readStems(text)) counts.set(stem, (counts.get(stem) ?? 0) + 1);

  const profiles = labels.map(profileOf);
  const scored = labels.map((label, index) => {
    let score = 0;
    for (const [stem, count] of counts) {
      const weight = profiles[index]?.get(stem) ?? 0;
      if (weight === 0) continue;
      // A word that speaks for several labels says less about each.
      const sharedBy = profiles.filter((profile) => profile.has(stem)).length;
      score += (weight * (1 + Math.log2(count))) / sharedBy;
    }
    if (/^(?:question|inquiry|enquiry)s?$/i.test(label.name) && /\?\s*$/.test(text)) score += 2;
    return { label, score: score / Math.sqrt(1 + counts.size / 40) };
  });
  return rankLabels(scored, Math.max(...scored.map(({ score }) => score)) > 0);
}

function profileOf(label: Label): Map<string, number> {
  const name = wordsOf(label.name);
  const profile = new Map<string, number>();
  const add = (stem: string, weight: number) => profile.set(stem, Math.max(weight, profile.get(stem) ?? 0));
  for (const group of topicGroups) {
    if (name.some((stem) => group.has(stem))) for (const stem of group) add(stem, worth.topic);
  }
  for (const stem of wordsOf(label.description)) add(stem, worth.description);
  for (const stem of name) add(stem, worth.name);
  return profile;
}

/** Label words include short and common ones ("how-to", "other") but not those that stand in every description. */
function wordsOf(text: string): string[] {
  return readStems(text.replace(/[_/-]|(?<=\p{Ll})(?=\p{Lu})/gu, " ")).map(stemOf);
}
