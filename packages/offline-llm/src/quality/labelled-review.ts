export type LabelledReview = readonly [label: "positive" | "negative" | "neutral", review: string];
