import { UsageError } from "@kit/terminal";
import type { ToolField } from "./tool-fields.ts";

type Parse = (text: string, field: ToolField) => unknown;

/** How the text of a flag becomes a value of each kind. */
const PARSERS: Readonly<Record<ToolField["kind"], Parse>> = {
  string: (text) => text,
  number: (text, field) => toNumber(text, field, Number.isFinite, "a number"),
  integer: (text, field) => toNumber(text, field, Number.isSafeInteger, "a whole number"),
  boolean(text, { flag }) {
    if (text === "true" || text === "false") return text === "true";
    throw new UsageError(`${flag} is a switch: write ${flag}, ${flag}=false or --no-${flag.slice(2)}. Seen: ${text}.`);
  },
  array(text, { item, flag }) {
    if (text.trimStart().startsWith("[")) return toJson(text, flag);
    return item === undefined ? text : parseValue(item, text);
  },
  // What has no kind of its own is JSON if it can be, and else a text.
  json(text, { flag }) {
    return /^\s*[[{"\d-]|^(true|false|null)$/.test(text) ? toJson(text, flag) : text;
  },
};

/**
 * Makes the text of a flag a value. An item of an array comes without its array.
 *
 * @throws {UsageError} naming the flag and what it takes.
 */
export function parseValue(field: ToolField, text: string): unknown {
  const { choices, flag } = field;
  if (choices !== undefined) {
    const choice = choices.find((one) => String(one) === text);
    if (choice !== undefined) return choice;
    throw new UsageError(`${flag} takes one of ${choices.join(", ")}. Seen: ${text}.`);
  }
  return PARSERS[field.kind](text, field);
}

function toNumber(text: string, { flag }: ToolField, fits: (value: number) => boolean, what: string): number {
  const value = Number(text);
  if (text.trim() !== "" && fits(value)) return value;
  throw new UsageError(`${flag} takes ${what}. Seen: ${text}.`);
}

function toJson(text: string, flag: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${flag} takes JSON here. Seen: ${text.slice(0, 60)}.`);
  }
}
