import type { Message } from "../wire/chat-request.ts";

/** What a conversation asks for. */
export type Task = {
  /** What the system prompt says, and what the last message of the user says around its data. */
  system: string;
  request: string;
  /** The text to work on: what stands between tags or quotes, or behind the instruction. Empty if there is none. */
  text: string;
  /** What stands in `<question>` tags, or the request itself if it ends with a question mark. */
  question: string | undefined;
};

/** The tags that prompts put around data. */
const OPENING_TAG = /<([a-z][\w-]*)>/gi;
/** After so many tags that nothing closes, the rest is read as plain text. */
const MAX_UNCLOSED = 20;
const FENCED = /(?:"""|'''|```\w*\n)\s*([\s\S]+?)\s*(?:"""|'''|```)/;
const QUOTED = /["“«]([^"“”«»]{8,})["”»]/;
const QUOTED_WORDS = /(?<!do (?:you|i) )\b(?:with|say|reply|answer|respond|word|write|choose|label)\s*:?\s*$/i;
/** An instruction with a sign before the text: "Which team is it for? Text: The button is broken." */
const MARKED =
  /^([\s\S]{3,600}?[\s.:?])(?:text|document|article|review|message|e-?mail|ticket|sentence|comment|tweet|input|context)\s*:\s+(\S[\s\S]*)$/i;
/** A question behind the text: "Text: The mill opened in 1931. Question: When did it open?" */
const ASKED_LAST = /(?<=[.!?"”\n]\s{0,9})question\s*:\s*([^\n]{3,300})$/i;
const MAX_ASKED = 400;
/** An instruction in one line: "Translate into French: The library opens at nine." */
const LED_IN = /^([^\n:]{3,200}?):\s+(\S[\s\S]*)$/;
/** A question in one line: "When did it open? The mill opened in 1931." */
const ASKED_FIRST =
  /^((?:wh(?:ich|at|o|ose|en|ere|y)|how|until|is|are|was|does|did|do|can)\b[^.!?\n]{3,200}\?)\s+(\S[\s\S]{10,})$/i;
const ASKS =
  /(?<!\p{L})(?:summar\w*|tl;?dr|translat\w*|classify|categor\w*|label|sentiment|answer|use|explain|rewrite|shorten|condense|list|extract|write|give|tell|make|turn|put|convert|reply|say|describe|rate|headline|title|positive|negative|capitals|uppercase|lowercase|bullets?|return|send|set|add|find|search|create|call|rate|count|zusammen\w*|fasse|übersetz\w*|résum\w*|tradu\w*|resum\w*|what|which|who|when|where|how|is|does|did)(?!\p{L})/iu;
const MAX_LEAD_WORDS = 60;
/** So short is an order that stands behind a question. */
const MAX_ORDER_WORDS = 8;
/** What is longer and has no instruction before it is a text. */
const MAX_WORDS = 400;

/** Reads the task of a conversation. Data is never read for instructions. */
export function readTask(messages: readonly Message[]): Task {
  const textsOf = (...roles: string[]) =>
    messages.filter(({ role }) => roles.includes(role)).map(({ text }) => text.trim());
  const system = textsOf("system", "developer").join("\n\n");
  const [last, ...earlier] = textsOf("user")
    .filter((text) => text !== "")
    .reverse()
    .map((text) => splitMessage(text, system));
  const task = last ?? { request: "", text: "", question: undefined };
  // "Now in French, please": the text is the one that was spoken of before.
  const text = task.text || earlier.find((before) => before.text !== "")?.text || "";
  return { system, ...task, text };
}

function splitMessage(message: string, system: string): Omit<Task, "system"> {
  const { blocks, around } = readTags(message);
  const [request, plain] = blocks.length > 0 ? [around, ""] : splitPlain(message, system);
  const isQuestion = ({ tag }: Block) => /^question/i.test(tag);
  const texts = blocks.filter((block) => !isQuestion(block)).map((block) => block.text);
  return {
    request,
    text: plain || texts.join("\n\n"),
    question: blocks.find(isQuestion)?.text ?? questionIn(request),
  };
}

type Block = { tag: string; text: string };

/** What stands between tags, and the message around it. */
function readTags(message: string): { blocks: Block[]; around: string } {
  const blocks: Block[] = [];
  const unclosed = new Set<string>();
  let around = "";
  let end = 0;
  for (const { 0: opening, 1: tag = "", index } of message.matchAll(OPENING_TAG)) {
    if (index < end || unclosed.has(tag) || unclosed.size >= MAX_UNCLOSED) continue;
    const close = message.indexOf(`</${tag}>`, index);
    if (close < 0) {
      unclosed.add(tag);
      continue;
    }
    blocks.push({ tag, text: message.slice(index + opening.length, close).trim() });
    around += `${message.slice(end, index)} `;
    end = close + tag.length + "</>".length;
  }
  return { blocks: blocks.filter(({ text }) => text !== ""), around: (around + message.slice(end)).trim() };
}

/** The instruction and the text of a message without tags. */
function splitPlain(message: string, system: string): [request: string, text: string] {
  const fenced = FENCED.exec(message);
  const around = fenced === null ? "" : message.replace(fenced[0], " ").trim();
  if (fenced?.[1] !== undefined && isRequest(around) && !/\n\s*\n/.test(around)) return [around, fenced[1]];
  const asked = ASKED_LAST.exec(message.slice(-MAX_ASKED));
  if (asked?.[1] !== undefined) {
    const [request, text] = splitPlain(message.slice(0, -asked[0].length).trim(), system);
    return [`${request}\n${asked[1]}`, text];
  }
  const blocks = message.split(/\n\s*\n/);
  const [first = "", ...rest] = blocks;
  const last = rest.at(-1) ?? "";
  if (rest.length > 0 && isRequest(first)) return [first, message.slice(first.length).trim()];
  if (rest.length > 0 && isRequest(last) && last.length * 2 < message.length) {
    return [last, message.slice(0, message.lastIndexOf(last)).trim()];
  }
  const isOrder = (text: string) => isRequest(text) && text.split(/\s+/).length <= MAX_ORDER_WORDS;
  for (const pattern of [MARKED, ASKED_FIRST, LED_IN]) {
    const [, before = "", after = ""] = pattern.exec(message) ?? [];
    // "Is it good? Answer yes or no." has an instruction and no text.
    if (isRequest(before) && !(pattern === ASKED_FIRST && isOrder(after))) return [before.trim(), unquote(after)];
  }
  const quoted = QUOTED.exec(message);
  if (quoted?.[1] !== undefined && !QUOTED_WORDS.test(message.slice(0, quoted.index))) {
    return [message.replace(quoted[0], " ").trim(), quoted[1]];
  }
  if (message.split(/\s+/, MAX_WORDS).length === MAX_WORDS) return ["", message];
  // The system prompt holds the instruction, and the message is nothing but the text.
  if (isRequest(message) || !/\b(?:summar|translat|classif|label|sentiment|categor)/i.test(system))
    return [message, ""];
  return ["", message];
}

function isRequest(text: string): boolean {
  const opening = text.split(/\s+/).slice(0, 8).join(" ");
  return text.split(/\s+/).length <= MAX_LEAD_WORDS && (/[:?]\s*$/.test(text) || ASKS.test(opening));
}

function unquote(text: string): string {
  return /^["“«]([^"”»]+)["”»]$/.exec(text.trim())?.[1] ?? text;
}

function questionIn(request: string): string | undefined {
  const quoted = /["“]([^"“”\n]{3,200}\?)["”]/.exec(request)?.[1];
  if (quoted !== undefined) return quoted;
  const sentences = request.slice(0, request.indexOf("?") + 1).split(/(?<=[.!\n])/);
  return sentences.at(-1)?.trim() || undefined;
}
