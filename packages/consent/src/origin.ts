/** One open tool call of a connection. */
export type OriginCall = { id: number; tool: string; arguments: Readonly<Record<string, unknown>> };

/** Where a sampling request came from, as this client knows it. */
export type Origin = {
  /** The name under which the user configured the server: policy and ledger go by it. */
  server: string;
  /** How the server is reached: the command that started it, or its URL. */
  reachedBy: string;
  /** What the server calls itself. Its claim, and shown as such. */
  claimedName: string;
  /** The tool calls that the request may belong to: one if the client knows, several if the wire does not say. */
  calls: readonly OriginCall[];
};

/** The names of the tools that a request may belong to, each once. */
export function toolsOf({ calls }: Pick<Origin, "calls">): string[] {
  return [...new Set(calls.map(({ tool }) => tool))];
}

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
