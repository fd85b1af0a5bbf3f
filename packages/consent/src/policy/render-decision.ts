import { renderColumns, wrapText } from "@kit/terminal";
import { DEFAULT_REASONS, type PolicyDecision } from "./policy-decision.ts";
import { RULE_FIELDS } from "./policy-schema.ts";

const REASON_WIDTH = 56;

/**
 * A policy decision as a table: each field, its value, and which rule decided it.
 *
 * @param hasReasons Whether a default says why it is what it is.
 */
export function renderDecision({ limits, because, ...fields }: PolicyDecision, hasReasons: boolean): string[] {
  const values: Readonly<Record<string, unknown>> = { ...fields, ...limits };
  const rows = RULE_FIELDS.flatMap((field) => {
    const shown = valueLines(field, values[field]);
    const reasons = reasonLines(field, because[field], hasReasons);
    return Array.from({ length: Math.max(shown.length, reasons.length) }, (_, line) => [
      line === 0 ? field : "",
      shown[line] ?? "",
      reasons[line] ?? "",
    ]);
  });
  return renderColumns(rows);
}

/** A value as lines: a list has one for each of its items. */
function valueLines(field: string, value: unknown): string[] {
  if (value === undefined) return [field === "models" ? "all that you name" : "no limit"];
  if (Array.isArray(value)) return value.length > 0 ? value.map(String) : ["nothing"];
  return [String(value)];
}

function reasonLines(field: string, because = "default", hasReasons: boolean): string[] {
  if (because !== "default") return because.split(/(?<= and) /);
  return hasReasons ? wrapText(`default: ${DEFAULT_REASONS[field]}`, REASON_WIDTH) : [because];
}
