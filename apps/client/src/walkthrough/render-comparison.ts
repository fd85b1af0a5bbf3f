import type { ProtocolRevision } from "@kit/protocol";
import { renderColumns } from "@kit/terminal";
import type { CallMeasure } from "./measure-traffic.ts";
import type { TextStyle } from "./text-style.ts";

type Row = CallMeasure & { protocol: ProtocolRevision };

const COLUMNS: readonly { title: string; value: (row: Row) => string }[] = [
  { title: "tool", value: ({ tool, calls }) => (calls === 1 ? tool : `${tool} × ${calls}`) },
  { title: "protocol", value: ({ protocol }) => protocol },
  { title: "messages", value: ({ messages }) => String(messages) },
  { title: "tools/call", value: ({ toolCalls }) => String(toolCalls) },
  { title: "bytes", value: ({ bytes }) => bytes.toLocaleString("en") },
  { title: "ms", value: ({ milliseconds }) => String(Math.round(milliseconds)) },
];

/** What each tool cost on the wire, one line for each protocol. */
export function renderComparison(rows: readonly Row[], { bold, dim, paragraph }: TextStyle): string[] {
  const tools = [...new Set(rows.map((row) => row.tool))];
  const sorted = tools.flatMap((tool) => rows.filter((row) => row.tool === tool));
  const cells = [COLUMNS.map(({ title }) => title), ...sorted.map((row) => COLUMNS.map(({ value }) => value(row)))];
  const [head = "", ...body] = renderColumns(cells, { gap: 3, isRight: (column) => column >= 2 });
  const explained = [
    "On 2026-07-28 a question comes in the result of a tools/call, and its answer goes out in the next one, which carries the arguments once more. The first calls of all also warm up the code and the model: pnpm bench compares speed.",
  ].flatMap(paragraph);
  const hasBoth = new Set(rows.map((row) => row.protocol)).size > 1;
  return [bold(head), ...body, ...(hasBoth ? ["", ...explained.map(dim)] : [])];
}
