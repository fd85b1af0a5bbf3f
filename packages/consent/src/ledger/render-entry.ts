import { oneLine, renderColumns, safeJson } from "@kit/terminal";
import { DECISIONS } from "./decisions.ts";
import { durationText, timeText } from "./format.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { costText, toolText } from "./render-entries.ts";

/** One request, with all that the ledger keeps of it. */
export function renderEntry(entry: LedgerEntry): string[] {
  const { id, at, session, server, model, decision, outcome, durationMs, personMs } = entry;
  const { inputTokens = "unknown", outputTokens = "unknown", requestDiff, resultDiff, request, result } = entry;
  const person = personMs === undefined ? "" : `, of which the person ${durationText(personMs)}`;
  const facts = [
    ["id", String(id)],
    ["time", timeText(at)],
    ["session", session],
    ["server", server],
    ["tool", toolText(entry)],
    ["model", model ?? "none was chosen"],
    ["decision", `${decision}: ${DECISIONS[decision]}`],
    ["outcome", outcome],
    ["tokens", entry.wasSent ? `${inputTokens} in, ${outputTokens} out` : "no model was asked"],
    ["cost", costText(entry)],
    ["took", `${durationText(durationMs)}${person}`],
  ];
  const isKept = request !== undefined || result !== undefined;
  return [
    ...renderColumns(facts),
    ...section("What the person changed in the request", requestDiff),
    ...section("What the person changed in the answer", resultDiff),
    ...section("Request", request && safeJson(request)),
    ...section("Answer", result && safeJson(result)),
    ...(isKept ? [] : ["", 'What was asked and answered is not kept: a policy with log "content" keeps it.']),
  ];
}

function section(title: string, text: string | undefined): string[] {
  return text === undefined ? [] : ["", title, "", ...text.trimEnd().split("\n").map(oneLine)];
}
