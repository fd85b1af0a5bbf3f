import { DEFAULT_REASONS } from "./policy-defaults.ts";
import { RULE_FIELDS } from "./policy-schema.ts";
import type { Ruling } from "./ruling.ts";

const REASON_WIDTH = 56;

/**
 * A ruling as a table: each field, its value, and which rule decided it.
 *
 * @param hasReasons Whether a default says why it is what it is.
 */
export function renderRuling({ limits, because, ...fields }: Ruling, hasReasons: boolean): string[] {
  const values: Readonly<Record<string, unknown>> = { ...fields, ...limits };
  const rows = RULE_FIELDS.map((field) => ({
    field,
    values: shown(field, values[field]),
    reasons: why(field, because[field], hasReasons),
  }));
  const fieldWidth = Math.max(...rows.map(({ field }) => field.length));
  const valueWidth = Math.max(...rows.flatMap((row) => row.values.map((value) => value.length)));
  return rows.flatMap((row) =>
    Array.from({ length: Math.max(row.values.length, row.reasons.length) }, (_, line) => {
      const cells = [line === 0 ? row.field : "", row.values[line] ?? "", row.reasons[line] ?? ""];
      const [field = "", value = "", reason = ""] = cells;
      return `${field.padEnd(fieldWidth)}  ${value.padEnd(valueWidth)}  ${reason}`.trimEnd();
    }),
  );
}

/** A value as lines: a list has one for each of its items. */
function shown(field: string, value: unknown): string[] {
  if (value === undefined) return [field === "models" ? "all that you name" : "no limit"];
  if (Array.isArray(value)) return value.length > 0 ? value.map(String) : ["nothing"];
  return [String(value)];
}

function why(field: string, because = "default", hasReasons: boolean): string[] {
  if (because !== "default") return because.split(/(?<= and) /);
  return hasReasons ? wrap(`default: ${DEFAULT_REASONS[field]}`) : [because];
}

function wrap(text: string): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.pop() ?? "";
    const longer = line === "" ? word : `${line} ${word}`;
    lines.push(...(longer.length > REASON_WIDTH ? [line, word] : [longer]));
  }
  return lines;
}
