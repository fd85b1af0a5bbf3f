import { nameText, type OriginCall } from "./stages.ts";

/** By the clock of this machine: `2026-11-20 09:30:00`. */
export function timeText(at: number): string {
  return new Date(at).toLocaleString("sv-SE");
}

/** Dollars, to a hundredth of a cent. */
export function dollarText(usd: number): string {
  if (usd > 0 && usd < 0.0001) return "<$0.0001";
  return usd === 0 ? "$0" : `$${usd.toFixed(4)}`;
}

export function countText(count: number): string {
  return count.toLocaleString("en");
}

export function durationText(milliseconds: number): string {
  return milliseconds < 10_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

const MAX_VALUE = 40;

/** A call in short: its tool and its arguments, each cut to a few words. */
export function describeCall({ tool, arguments: args }: OriginCall): string {
  const values = Object.entries(args).map(([name, value]) => `${nameText(name)} ${shorten(value)}`);
  return values.length === 0 ? nameText(tool) : `${nameText(tool)}: ${values.join(", ")}`;
}

function shorten(value: unknown): string {
  const text = typeof value === "string" ? value.replace(/\s+/g, " ").trim() : JSON.stringify(value);
  const shown = text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE).trimEnd()}…`;
  const quoted = typeof value === "string" ? `"${shown}"` : shown;
  return shown === text ? quoted : `${quoted} (${countText(text.length)} characters)`;
}

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
