import type { OriginCall } from "../handler/sampling-turn.ts";

const MAX_VALUE = 40;

/** A call in short: its tool and its arguments, each cut to a few words. */
export function describeCall({ tool, arguments: args }: OriginCall): string {
  const values = Object.entries(args).map(([name, value]) => `${name} ${shorten(value)}`);
  return values.length === 0 ? tool : `${tool}: ${values.join(", ")}`;
}

function shorten(value: unknown): string {
  const text = typeof value === "string" ? value.replace(/\s+/g, " ").trim() : JSON.stringify(value);
  const shown = text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE).trimEnd()}…`;
  const quoted = typeof value === "string" ? `"${shown}"` : shown;
  return shown === text ? quoted : `${quoted} (${text.length.toLocaleString("en")} characters)`;
}
