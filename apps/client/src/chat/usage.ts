import { countText, dollarText } from "@kit/consent";

/** What asking models took. What nobody knows is absent. */
export type Usage = {
  inputTokens: number | undefined;
  outputTokens: number | undefined;
  costUsd: number | undefined;
};

/** `120 tokens in, 40 out · $0` */
export function describeUsage({ inputTokens, outputTokens, costUsd }: Usage): string {
  const cost = costUsd === undefined ? "cost unknown" : dollarText(costUsd);
  if (inputTokens === undefined || outputTokens === undefined) return `tokens unknown · ${cost}`;
  return `${countText(inputTokens)} tokens in, ${countText(outputTokens)} out · ${cost}`;
}

const NOTHING: Usage = { inputTokens: 0, outputTokens: 0, costUsd: 0 };

/** Of what is unknown, the sum is unknown too. */
export function sumUsage(usages: readonly Usage[]): Usage {
  return usages.reduce(
    (sum, usage) => ({
      inputTokens: add(sum.inputTokens, usage.inputTokens),
      outputTokens: add(sum.outputTokens, usage.outputTokens),
      costUsd: add(sum.costUsd, usage.costUsd),
    }),
    NOTHING,
  );
}

function add(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}
