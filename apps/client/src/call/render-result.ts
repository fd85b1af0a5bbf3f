import { cleanText, renderColumns } from "@kit/terminal";
import type { ToolResult } from "../connection.ts";
import { isRecord } from "../is-record.ts";

const SHORT = 60;

/** What a tool returned as lines for a person: the fields of its structured result, or else its texts. */
export function renderResult({ structuredContent, content }: ToolResult): string {
  if (isRecord(structuredContent)) return renderFields(structuredContent);
  return (Array.isArray(content) ? content : []).map(renderBlock).join("\n");
}

/** Long texts first, under their names; then the rest in columns. */
function renderFields(fields: Record<string, unknown>): string {
  const entries = Object.entries(fields).map(([name, value]) => [name, toText(value)] as const);
  const isLong = ([, text]: readonly [string, string]) => text.length > SHORT || text.includes("\n");
  const long = entries.filter(isLong).map(([name, text]) => `${cleanText(name)}:\n${cleanText(text)}\n`);
  return [...long, ...renderColumns(entries.filter((entry) => !isLong(entry)))].join("\n");
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

function renderBlock(block: unknown): string {
  if (!isRecord(block)) return "";
  if (typeof block.text === "string") return cleanText(block.text);
  const about = [block.type, block.mimeType, block.uri].filter((part) => typeof part === "string");
  return cleanText(`[${about.join(" ")}]`);
}
