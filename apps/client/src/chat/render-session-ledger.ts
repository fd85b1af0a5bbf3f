import { costText, countText, durationText, type LedgerEntry, toolText } from "@kit/consent";
import { renderColumns } from "@kit/terminal";
import type { ChatSession } from "./chat-session.ts";
import { describeUsage, sumUsage, type Usage } from "./usage.ts";

/** As many requests as a person reads through; the ledger has the rest. */
const MAX_LISTED = 20;
const MAX_COUNTED = 10_000;
const HEAD = ["time", "tool", "decision", "outcome", "tokens", "cost", "took"];

/** What servers have sampled in this session, and what the conversation itself took. */
export function renderSessionLedger({ ledger, startedAt, answers }: ChatSession): string[] {
  const entries = ledger.list(startedAt, MAX_COUNTED).filter(({ session }) => session === ledger.session);
  const listed = entries.slice(0, MAX_LISTED).reverse();
  const rows = listed.map((entry) => [
    new Date(entry.at).toLocaleTimeString("sv-SE"),
    `${entry.server}/${toolText(entry)}`,
    entry.decision,
    entry.outcome,
    tokensText(entry),
    costText(entry),
    durationText(entry.durationMs),
  ]);
  return [
    ...(rows.length === 0 ? [] : [...renderColumns([HEAD, ...rows], { isRight: (column) => column > 3 }), ""]),
    `sampled by servers  ${count(entries, "request")}: ${describeUsage(sumUsage(entries.map(toUsage)))}`,
    `this conversation   ${count(answers, "answer")}: ${describeUsage(sumUsage(answers))}`,
  ];
}

function count(list: readonly unknown[], word: string): string {
  return `${list.length} ${list.length === 1 ? word : `${word}s`}`;
}

function tokensText({ inputTokens, outputTokens }: LedgerEntry): string {
  if (inputTokens === undefined && outputTokens === undefined) return "-";
  return `${countText(inputTokens ?? 0)} + ${countText(outputTokens ?? 0)}`;
}

function toUsage({ inputTokens, outputTokens, costUsd, wasSent }: LedgerEntry): Usage {
  return wasSent ? { inputTokens, outputTokens, costUsd } : { inputTokens: 0, outputTokens: 0, costUsd: 0 };
}
