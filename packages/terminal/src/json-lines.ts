import { safeJson } from "./clean-text.ts";

export type JsonLayout = {
  /** How many columns a line may have. A text that is not cut may be longer. */
  width: number;
  /** How many characters of a text are shown at most; the rest is counted. Default: all. */
  maxText?: number;
  /** Which objects and lists are only counted, by their path from the top, such as `params._meta`. Default: none. */
  folded?: RegExp | undefined;
};

const INDENT = "  ";
const MIN_TEXT = 12;
/** How much of a line may stand before a member that opens on it. */
const MOST_HUGGED = 0.6;

/** What fits is on one line, and short members share one. What was cut or folded shows how much it holds. */
export function jsonLines(value: unknown, layout: JsonLayout): string[] {
  return layOut(value, layout, "", 0);
}

/** @param used How many columns of the first line stand before the value. */
function layOut(value: unknown, layout: JsonLayout, path: string, used: number): string[] {
  if (typeof value === "string") return [quote(value, layout, used)];
  if (typeof value !== "object" || value === null) return [safeJson(value ?? null, 0)];
  const isList = Array.isArray(value);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  if (entries.length === 0) return [isList ? "[]" : "{}"];
  if (layout.folded?.test(path)) {
    const what = `… ${entries.length} ${isList ? "item" : "field"}${entries.length === 1 ? "" : "s"}`;
    return [isList ? `[${what}]` : `{${what}}`];
  }
  const inner = { ...layout, width: layout.width - INDENT.length };
  const members = entries.map(([name, member]) => {
    const label = isList ? "" : `${safeJson(name, 0)}: `;
    const [first, ...others] = layOut(member, inner, path === "" ? name : `${path}.${name}`, label.length + 1);
    return [label + first, ...others];
  });
  const [open, close] = isList ? ["[", "]"] : ["{ ", " }"];
  const [long, ...longer] = members.filter(({ length }) => length > 1);
  const short = members.filter(({ length }) => length === 1).join(", ");
  const whole = open + short + close;
  if (long === undefined && used + whole.length <= layout.width) return [whole];
  // One long member opens and closes on the lines of what holds it, unless that hides what it is. A list keeps its order.
  const [first, ...others] = long ?? [];
  const head = open + (short && `${short}, `) + first;
  const room = path === "" ? layout.width : layout.width * MOST_HUGGED;
  if (long && longer.length === 0 && used + head.length <= room && !(isList && short)) {
    return [head, ...others.slice(0, -1), others.at(-1) + close];
  }
  return [open.trim(), ...share(members, inner.width).map((line) => INDENT + line), close.trim()];
}

/** Puts members behind each other: short ones on one line as long as they fit. */
function share(members: readonly (readonly string[])[], width: number): string[] {
  const lines: string[] = [];
  let canGrow = false;
  for (const [index, member] of members.entries()) {
    const [first = "", ...others] = index < members.length - 1 ? [...member.slice(0, -1), `${member.at(-1)},`] : member;
    const longer = `${lines.at(-1)} ${first}`;
    if (canGrow && others.length === 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(first, ...others);
    canGrow = others.length === 0;
  }
  return lines;
}

function quote(text: string, { maxText, width }: JsonLayout, used: number): string {
  const whole = safeJson(text, 0);
  if (maxText === undefined || whole.length <= Math.min(maxText, width - used)) return whole;
  const length = ` (${text.length.toLocaleString("en")} characters)`;
  const room = Math.max(MIN_TEXT, Math.min(maxText, width - used - length.length - 2));
  // Not in a word, nor in an escape.
  return `${whole.slice(0, room).replace(/(?:\s\S*|\\[^\\\s]*)$/, "")}…"${length}`;
}
