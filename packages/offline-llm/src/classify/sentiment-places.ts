import type { Label } from "./label-request.ts";

/** Where a label stands between -1 (negative) and 1 (positive); "mixed" stands apart from "neutral". */
export interface SentimentPlace {
  label: Label;
  place: number;
  isMixed: boolean;
}

const places: readonly (readonly [place: number, word: RegExp])[] = [
  [
    -1,
    /\b(?:negative|neg|bad|unhappy|dissatisfied|unsatisfied|displeased|unfavou?rable|complaint|critical|angry|sad|dislike|hate|disappointed|poor|terrible|pessimistic|detractor)\b|👎/i,
  ],
  [
    1,
    /\b(?:positive|pos|good|happy|satisfied|pleased|favou?rable|praise|great|excellent|glad|like|love|optimistic|promoter|delighted)\b|👍/i,
  ],
  [
    0,
    /\b(?:neutral|mixed|average|so-so|objective|indifferent|ambivalent|passive|ok|okay|fair|balanced|factual|neither)\b/i,
  ],
];

/** Places sentiment labels on their scale, or undefined when the labels are about something else. */
export function placeSentiments(labels: readonly Label[]): SentimentPlace[] | undefined {
  const placed: SentimentPlace[] = [];
  for (const label of labels) {
    const place = placeOf(label.name.replaceAll("_", " "));
    if (place === undefined) return undefined;
    placed.push({ label, place, isMixed: /\bmixed|ambivalent\b/i.test(label.name) });
  }
  const steps = new Set(placed.map(({ place }) => place));
  return steps.size < 2 ? undefined : placed;
}

function placeOf(name: string): number | undefined {
  const stars = /^([1-5])(?:\s*stars?)?$/i.exec(name.trim())?.[1];
  if (stars !== undefined) return (Number(stars) - 3) / 2;
  const place = places.find(([, word]) => word.test(name))?.[0];
  if (place === undefined || place === 0) return place;
  if (/\b(?:very|extremely|strongly|highly)\b/i.test(name)) return place;
  if (/\b(?:slightly|somewhat|mildly|rather|weakly)\b/i.test(name)) return place * 0.5;
  return place * 0.75;
}
