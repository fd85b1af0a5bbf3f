import { countText, dollarText } from "@kit/consent";

/** What asking models took. What nobody knows is absent. */
export type Usage = {
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  costUsd?: number | undefined;
};

/** `120 tokens in, 40 out · $0` */
export function describeUsage({ inputTokens, outputTokens, costUsd }: Usage): string {
  const cost = costUsd === undefined ? "cost unknown" : dollarText(costUsd);
  if (inputTokens === undefined || outputTokens === undefined) return `tokens unknown · ${cost}`;
  return `${countText(inputTokens)} tokens in, ${countText(outputTokens)} out · ${cost}`;
}

/** Of what is unknown, the sum is unknown too. */
export function sumUsage(usages: readonly Usage[]): Usage {
  const sum = (pick: (usage: Usage) => number | undefined) =>
    usages.map(pick).reduce((all, one) => (all === undefined || one === undefined ? undefined : all + one), 0);
  return {
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costUsd: sum(({ costUsd }) => costUsd),
  };
}
