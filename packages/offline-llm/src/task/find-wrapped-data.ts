import type { Task } from "./task.ts";

const openTag = /<([A-Za-z][\w.-]*)(?:\s[^<>]*)?>/g;
const dataTagName = /^(?:document|text|data|content|input|source|article|review|passage|message|email|comment|post)/i;
const quoteFence = /(^|\n)[ \t]*("""|'''|```[^\n]*|~~~)\n/;

/** More tag names than this are markup, not wrapping. */
const maxTagNames = 50;

/** Finds data inside a pair of tags, or between two fences of quotes, and leaves the rest as the instruction. */
export function findWrappedData(text: string): Task | undefined {
  return findTagged(text) ?? findFenced(text);
}

function findTagged(text: string): Task | undefined {
  let best: { start: number; end: number; inner: string } | undefined;
  const seen = new Set<string>();
  for (const match of text.matchAll(openTag)) {
    const [tag, name = ""] = match;
    if (seen.has(name)) continue;
    if (seen.add(name).size > maxTagNames) break;
    const innerStart = match.index + tag.length;
    // The last closing tag counts: a closing tag inside the data must not let the data out.
    const close = `</${name}>`;
    const innerEnd = text.lastIndexOf(close);
    if (innerEnd < innerStart) continue;
    const inner = text.slice(innerStart, innerEnd);
    const end = innerEnd + close.length;
    if (inner.length <= (best?.inner.length ?? -1)) continue;
    if (wrapsData(text, name, match.index, end)) best = { start: match.index, end, inner };
  }
  if (best === undefined) return undefined;
  return { instruction: around(text, best.start, best.end), data: best.inner.trim() };
}

function wrapsData(text: string, name: string, start: number, end: number): boolean {
  const onOwnLines =
    /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, start - 20), start)) &&
    /^[ \t]*(?:\n|$)/.test(text.slice(end, end + 20));
  return onOwnLines || dataTagName.test(name) || (end - start) * 2 > text.length;
}

function findFenced(text: string): Task | undefined {
  const open = quoteFence.exec(text);
  if (open === null) return undefined;
  const [whole, , fence = ""] = open;
  const close = `\n${fence.slice(0, 3)}`;
  const innerStart = open.index + whole.length;
  const innerEnd = text.lastIndexOf(close);
  // A fence that nothing stands before, or that something long follows, is a code block of the data itself.
  if (innerEnd < innerStart || text.slice(0, open.index).trim() === "") return undefined;
  const end = innerEnd + close.length;
  if (text.length - end > 400 || (innerEnd - innerStart) * 2 < text.length) return undefined;
  return { instruction: around(text, open.index, end), data: text.slice(innerStart, innerEnd).trim() };
}

function around(text: string, start: number, end: number): string {
  return `${text.slice(0, start).trim()}\n${text.slice(end).trim()}`.trim();
}
