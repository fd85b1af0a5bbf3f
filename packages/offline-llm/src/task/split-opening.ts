import { findSkill } from "../skills/find-skill.ts";
import type { Task } from "./task.ts";

const dataLabel =
  /(?:^|\n)[ \t]*(?:text|document|review|input|article|message|content|passage|data|source|email|comment|ticket|sentence)\b[^\n:]{0,20}:[ \t]*\n?/i;
const listLine = /^\s*(?:[-*•]|\d+[.)])\s/;

/** An opening longer than this is text, not an instruction. */
const maxOpeningLength = 2_000;

/** Splits a message without wrapping: the opening that says what to do, and the text that follows it. */
export function splitOpening(text: string): Task | undefined {
  return (
    splitAtLabel(text) ??
    splitAtBlankLine(text) ??
    splitAfterFirstLines(text) ??
    splitAtEnd(text) ??
    splitInsideLine(text)
  );
}

function splitAtLabel(text: string): Task | undefined {
  const label = dataLabel.exec(text.slice(0, maxOpeningLength));
  if (label === null) return undefined;
  return asTask(text.slice(0, label.index), text.slice(label.index + label[0].length));
}

function splitAtBlankLine(text: string): Task | undefined {
  const paragraphs = text.split(/\n[ \t]*\n/);
  let taken = 1;
  // A list after a line that ends with a colon (the labels, say) still belongs to the opening.
  while (taken < paragraphs.length - 1 && isList(paragraphs[taken]) && /:\s*$/.test(paragraphs[taken - 1] ?? ""))
    taken++;
  return asTask(paragraphs.slice(0, taken).join("\n\n"), paragraphs.slice(taken).join("\n\n"));
}

function splitAfterFirstLines(text: string): Task | undefined {
  const lines = text.split("\n");
  let taken = 1;
  if (/:\s*$/.test(lines[0] ?? "")) while (taken < lines.length - 1 && listLine.test(lines[taken] ?? "")) taken++;
  return asTask(lines.slice(0, taken).join("\n"), lines.slice(taken).join("\n"));
}

/** A text, a blank line, and the question about it. */
function splitAtEnd(text: string): Task | undefined {
  const lastBlank = text.trimEnd().lastIndexOf("\n\n");
  return lastBlank < 0 ? undefined : asTask(text.slice(lastBlank).trim(), text.slice(0, lastBlank));
}

function splitInsideLine(text: string): Task | undefined {
  const colon = text.search(/:\s/);
  const byColon = colon < 0 ? undefined : asTask(text.slice(0, colon), text.slice(colon + 1));
  if (byColon !== undefined) return byColon;
  // "Is this review positive or negative? I hate it."
  const question = text.search(/\?\s/);
  const byQuestion = question < 0 ? undefined : asTask(text.slice(0, question + 1), text.slice(question + 1));
  if (byQuestion !== undefined) return byQuestion;
  const quoted = /["“«]([^"”»]+)["”»]/.exec(text);
  if (quoted === null) return undefined;
  return asTask(text.replace(quoted[0], " "), quoted[1] ?? "");
}

function asTask(instruction: string, data: string): Task | undefined {
  if (data.trim() === "" || instruction.length > maxOpeningLength) return undefined;
  return findSkill(instruction) === undefined ? undefined : { instruction: instruction.trim(), data: data.trim() };
}

function isList(paragraph = ""): boolean {
  return paragraph.split("\n").every((line) => listLine.test(line));
}
