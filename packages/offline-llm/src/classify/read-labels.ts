import type { Label, LabelRequest } from "./label-request.ts";

const listLine = /^[ \t]*(?:[-*•]|\d{1,3}[.)])[ \t]+(.+?)[ \t]*$/gm;
const namedList =
  /\b(?:labels?|categor(?:y|ies)|class(?:es)?|options?|tags?|topics?|sentiments?)(?: (?:are|is|to (?:choose|pick) from))?\s*[:=]\s*(?!\s*\n\s*[-*•\d])([^\n]+)/i;
const colonList = /\b(?:one of|labels?|categories|classes|options|choose from)\b[^:.\n]{0,40}:\s*([^\n.]*,[^\n.]*)/i;
const choice =
  /\b(?:(?:exactly |only )?one of(?: (?:these|the following))?(?: (?:\w+ )?(?:labels?|categories|classes|options|words?|tags?|topics?))?:?|(?:in)?to(?: one of)?(?: (?:these|the following))? (?:labels?|categories|classes)|either|as(?: being)?(?: either)?|is (?:this|it|the \w+)(?: \w+)?|label it|sentiment(?: of [^:\n]{1,40})?:|choose (?:between|from|among)|between|with)\s*:?\s+((?:["'“`]?[\p{L}\d][^\n.;:,]{0,40}?,\s*)*["'“`]?[\p{L}\d][^\n.;:,]{0,40}?,?\s+(?:or|and)\s+["'“`]?[\p{L}\d][^\n.;:,?]{0,40})/iu;
const wayOut =
  /\b(?:if|when|unless|in case)\b[^.\n]{0,80}?\b(?:none|no (?:label|category|class|option)|nothing|neither|unsure|not (?:sure|certain|clear|fit|possible)|uncertain|unclear|doubt|cannot|can't|don't|do not|does not|doesn't|ambiguous|any)\b[^.\n]{0,80}?\b(?:answer|reply|say|respond|return|use|output|write|choose|pick|give|label it|print)\b(?: \w+){0,3}?[ :]+(?:["“'`]([^"”'`\n]+)["”'`]|(?:with )?(?:the (?:word|label) )?([\p{L}_-]+)[ \t]*(?:[.,;]|$))/imu;
const confidence = /\bconfiden(?:ce|t)\b|\bprobability\b|\bcertainty\b/i;

/** Reads the offered labels, the way out and the wish for a confidence from an instruction. */
export function readLabels(instruction: string): LabelRequest {
  const out = wayOut.exec(instruction);
  const wayOutWord = (out?.[1] ?? out?.[2])?.trim();
  const rest = out === null ? instruction : instruction.replace(out[0], " ");
  const labels =
    readListLines(rest) ?? readNamedList(rest) ?? readColonList(rest) ?? readChoice(rest) ?? readQuoted(rest) ?? [];
  return {
    labels: labels.filter(({ name }, index) => labels.findIndex((label) => label.name === name) === index),
    wayOut: wayOutWord,
    wantsConfidence: confidence.test(instruction),
  };
}

function readListLines(text: string): Label[] | undefined {
  const labels = [...text.matchAll(listLine)].map(([, line = ""]) => readLabel(line));
  return atLeastTwo(labels.filter(isShort));
}

function readNamedList(text: string): Label[] | undefined {
  const list = namedList.exec(text)?.[1];
  return list === undefined ? undefined : readInline(list.replace(/\.(?:\s.*)?$/, ""));
}

function readColonList(text: string): Label[] | undefined {
  const list = colonList.exec(text)?.[1];
  return list === undefined ? undefined : readInline(list);
}

function readChoice(text: string): Label[] | undefined {
  const list = choice.exec(text)?.[1];
  return list === undefined ? undefined : readInline(list);
}

function readQuoted(text: string): Label[] | undefined {
  const labels = [...text.matchAll(/["“`]([^"”`\n]{1,60})["”`]/g)].map(([, name = ""]) => readLabel(name));
  return atLeastTwo(labels);
}

function readInline(list: string): Label[] | undefined {
  const parts = list.replace(/^\s*[[({]|[\])}]\s*$/g, "").split(/\s*[,;|/]\s*(?:(?:or|and)\s+)?|\s+(?:or|and)\s+/);
  return atLeastTwo(parts.filter((part) => part.trim() !== "").map(readLabel));
}

/** "billing: questions about invoices" is a label with a description; so is "billing - questions about invoices". */
function readLabel(text: string): Label {
  const bare = text.trim().replace(/^\*\*(.+?)\*\*/, "$1");
  const quoted = /^(["'“`])(.+?)["'”`](.*)$/.exec(bare);
  const [, name = bare, description = ""] =
    quoted === null
      ? (/^(.+?)(?::\s+|\s+[-–—]\s+|\s+\()(.+)$/.exec(bare) ?? [])
      : ["", quoted[2] ?? "", quoted[3] ?? ""];
  return { name: name.trim().replace(/[,;.?]$/, ""), description };
}

/** A list may also hold rules ("- Answer with the label only."); those are sentences. */
function isShort({ name }: Label): boolean {
  return name.split(/\s+/).length <= 6;
}

function atLeastTwo(labels: Label[]): Label[] | undefined {
  return labels.length >= 2 ? labels : undefined;
}
