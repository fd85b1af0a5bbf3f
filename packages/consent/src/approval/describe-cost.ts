import { countText } from "../ledger/format.ts";
import type { ApprovalCard } from "./approver.ts";

/** What one request may cost at most, as far as anybody knows. */
export function describeCost({ estimate, model }: Pick<ApprovalCard, "estimate" | "model">, maxTokens: number): string {
  const { inputTokens, outputTokens, costUsd } = estimate;
  const tokens = `about ${countText(inputTokens)} tokens in, at most ${countText(Math.min(outputTokens, maxTokens))} out`;
  return `${price(costUsd, model)}: ${tokens}`;
}

const FREE_HERE = "offline/";
const CENT = 0.01;

function price(costUsd: number | undefined, model: string): string {
  if (model.startsWith(FREE_HERE)) return "$0 on this machine";
  if (costUsd === undefined) return "price unknown";
  if (costUsd === 0) return "$0";
  return `at most $${costUsd < CENT ? costUsd.toPrecision(2) : costUsd.toFixed(2)}`;
}
