declare module "vader-sentiment" {
  /** `compound` runs from -1 to 1. */
  type PolarityScores = { neg: number; neu: number; pos: number; compound: number };
  const vader: { SentimentIntensityAnalyzer: { polarity_scores(text: string): PolarityScores } };
  export default vader;
}
