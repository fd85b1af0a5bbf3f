import { isRecord } from "../../is-record.ts";
import type { PastCall } from "../conversation/conversation.ts";
import { parseJson } from "../conversation/read-calls.ts";
import { readHits } from "./read-hits.ts";

/** A text that a tool returned, and what it goes by: the fields of its entry and the input of the call. */
export interface Source {
  text: string;
  fields: Record<string, unknown>;
  /** False for an entry of a list, which may hold only a part of the text. */
  isWhole: boolean;
}

/** The texts that the calls brought. Whole texts come first. */
export function readSources(calls: readonly PastCall[]): Source[] {
  const sources = calls.filter(({ result, isError }) => !isError && result.trim() !== "").flatMap(readResult);
  return [...sources.filter(({ isWhole }) => isWhole), ...sources.filter(({ isWhole }) => !isWhole)];
}

function readResult({ input, result }: PastCall): Source[] {
  const hits = readHits(result);
  if (hits.length > 0) return hits.map((fields) => ({ text: textOf(fields), fields, isWhole: false }));
  const json = parseJson(result);
  if (Array.isArray(json) && json.length === 0) return [];
  if (typeof json === "string") return [{ text: json, fields: input, isWhole: true }];
  if (isRecord(json)) return [{ text: textOf(json), fields: { ...json, ...input }, isWhole: true }];
  return [{ text: result, fields: input, isWhole: true }];
}

/** The fields of an object as text: prose as it is, everything else with its name. */
export function textOf(fields: Record<string, unknown>): string {
  const parts = Object.entries(fields).map(([name, value]) => {
    if (typeof value === "string") return /[.!?]\s*$|\n/.test(value) ? value : `${name}: ${value}`;
    if (isRecord(value)) return textOf(value);
    if (Array.isArray(value))
      return `${name}: ${value.map((item) => (isRecord(item) ? textOf(item) : String(item))).join(", ")}`;
    return `${name}: ${String(value)}`;
  });
  return parts.join("\n\n");
}
