import type { Message } from "../wire/chat-request.ts";
import { splitSentences } from "./sentences.ts";
import { findLanguages, readStems, skillIn, wording } from "./words.ts";

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
const QUOTED_WORD = /["“«]([^"“”«»]{2,})["”»]/;
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
const ASKED_FIRST = /^([^.!?\n]{3,200}\s?\?)\s+(\S[\s\S]{10,})$/i;

const NAMES_SKILL = wording(String.raw`(?<!\p{L})(?:<translate>|<classify>|<summarize>)`);
const ORDERS = wording(String.raw`(?<!\p{L})<orders>(?!\p{L})`);
const WHAT = wording(String.raw`^<what>(?!\p{L})`);
const POLITE = wording(String.raw`^(?:<polite>(?!\p{L})[\s,]*)+`);
/** What opens a message, and asks for nothing. */
export const GREETING = wording(
  String.raw`^<greeting>(?: (?:there|you|all|zusammen|à tous|a tutti))?(?!\p{L}|\s+(?:in|into|to|auf|en|à)\s)[\s,.!:]*`,
);
const POINTS = wording(String.raw`^<pointer>(?!\p{L})(?: [\p{L}-]+){0,3}$`);
const REFERS_BACK = wording(String.raw`(?<!\p{L})<before>(?!\p{L})|-l[ea](?!\p{L})`);
/** Points to the text that follows. */
const SHOWS = /(?<!\p{L})(?:this|here|das|hier|ceci|cela|ce|questo)(?!\p{L})/iu;
const ASKS_ABILITY = wording(String.raw`^(?:<ability>(?!\p{L})|qu['’])`);
const TRANSLATES = wording(String.raw`^<translating>\s+`);
/** "Classify I love it as good or bad", "Summarize the mill opened in 1931. It burned." */
const INLINE: readonly RegExp[] = [
  /^(?<before>(?:classify|categori[sz]e|label|klassifizier\p{L}*|classe\p{L}*|classifica)) (?<text>\S.{2,}?)(?<after> (?:as|into|als|comme|come|en|in) .+)$/isu,
  /^(?<before>(?:summari[sz]e|tl;?dr|shorten|fasse?|résume[rz]?|riassumi|classify|klassifizier\p{L}*|classe|classifica)) (?<text>[^.!?]+[.!?] .+)(?<after>)$/isu,
  /^(?<before>(?:is|are|ist|sind|est|è)) (?<text>\S.{2,}?)(?<after> (?:positive?|positif|positivo|negative?|négatif|negativo|good|gut|bon|buono|bad|schlecht|spam)(?!\p{L}).*)$/isu,
];
/** A longer message has its instruction and its text apart, in characters. */
const MAX_INLINE = 4_000;
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
  const before = earlier.find(({ text }) => text !== "")?.text ?? "";
  return { system, ...task, text: task.text || (speaksOf(task, before) ? before : "") };
}

/** Whether a request without a text means the one before: it says so, asks for words of it, or is but a wish. */
function speaksOf({ request, question }: Omit<Task, "system">, text: string): boolean {
  const asked = request.replace(POLITE, "");
  if (REFERS_BACK.test(asked)) return true;
  if (question === undefined) return skillIn(asked) !== undefined && !ASKS_ABILITY.test(request);
  return sharesWords(question, text);
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
function splitPlain(whole: string, system: string): [request: string, text: string] {
  // The system prompt holds the instruction, and the message may be nothing but the text.
  const isData = skillIn(system) !== undefined;
  const message = isData ? whole : whole.replace(GREETING, "") || whole;
  const fenced = FENCED.exec(message);
  const around = fenced === null ? "" : message.replace(fenced[0], " ").trim();
  if (fenced?.[1] !== undefined && isRequest(around) && !/\n\s*\n/.test(around)) return [around, fenced[1]];
  const asked = ASKED_LAST.exec(message.slice(-MAX_ASKED));
  if (asked?.[1] !== undefined) {
    const rest = message.slice(0, -asked[0].length).trim();
    const [request, text] = splitPlain(rest, system);
    return text === "" ? [asked[1], rest.replace(/^\w+:\s/, "")] : [`${request}\n${asked[1]}`, text];
  }
  const blocks = message.split(/\n\s*\n/);
  const [first = "", ...rest] = blocks;
  const last = rest.at(-1) ?? "";
  if (rest.length > 0 && isRequest(first)) return [first, message.slice(first.length).trim()];
  if (rest.length > 0 && isRequest(last) && last.length * 2 < message.length) {
    return [last, message.slice(0, message.lastIndexOf(last)).trim()];
  }
  for (const pattern of [MARKED, ASKED_FIRST, LED_IN]) {
    const [, before = "", after = ""] = pattern.exec(message) ?? [];
    // "Is it good? Answer yes or no." has an instruction and no text.
    if (!isRequest(before) || (pattern === ASKED_FIRST && isOrder(after) && !SHOWS.test(before))) continue;
    // Categorize: "It crashed" into bug or wish.
    const [, quoted, behind] = /^["“«]([^"“”«»]+)["”»] (.{1,100})$/.exec(after) ?? [];
    return quoted === undefined ? [before.trim(), unquote(after)] : [`${before} ${behind}`, quoted];
  }
  const quoted = (skillIn(message) === "translate" ? QUOTED_WORD : QUOTED).exec(message);
  if (quoted?.[1] !== undefined && !QUOTED_WORDS.test(message.slice(0, quoted.index))) {
    return [message.replace(quoted[0], " ").trim(), quoted[1].trim()];
  }
  if (message.split(/\s+/, MAX_WORDS).length === MAX_WORDS) return ["", message];
  const inline = splitInline(message);
  if (inline !== undefined) return inline;
  return isData && !isRequest(message) ? ["", message] : [message, ""];
}

/** The instruction and the text of a message that runs on: the instruction is its first or last sentence, or around it. */
function splitInline(message: string): [request: string, text: string] | undefined {
  if (message.length > MAX_INLINE) return undefined;
  const sentences = splitSentences(message);
  const last = sentences.at(-1) ?? "";
  const first = sentences[0] ?? "";
  const asks = (text: string) => isRequest(text) && skillIn(text) !== undefined;
  const rest = message.slice(first.length).trim();
  const object = first.replace(POLITE, "").replace(/^\S+ |[\s.!]+$/g, "");
  if (asks(first) && !isOrder(rest) && (sentences.length > 2 || (rest !== "" && POINTS.test(object))))
    return [first, rest];
  const before = message.slice(0, -last.length).trim();
  const isAbout = last.endsWith("?") && (REFERS_BACK.test(last) || sharesWords(last, before));
  if (before !== "" && !opensOrder(first) && (asks(last) || isAbout)) return [last, before];
  const order = message.replace(POLITE, "");
  // "Good morning in Spanish?" orders nothing else.
  const isBare = !ORDERS.test(order) && !NAMES_SKILL.test(order);
  if ((isBare || TRANSLATES.test(order)) && skillIn(order) === "translate") {
    const languages = findLanguages(order).map(({ phrase }) => phrase);
    const bare = languages.reduce((text, phrase) => text.replace(phrase, " "), order.replace(TRANSLATES, ""));
    const words = bare.replace(/\s+/g, " ").trim().replace(POLITE, "");
    const text = unquote(words.replace(/(?: (?:mean|please|bitte))? ?\??$/i, "").trim());
    if (/\p{L}/u.test(text) && !POINTS.test(text)) return [order.replace(text, " "), text];
  }
  for (const pattern of INLINE) {
    const { before = "", text = "", after = "" } = pattern.exec(order)?.groups ?? {};
    if (text !== "" && !POINTS.test(text) && !isOrder(splitSentences(text).at(-1) ?? "")) return [before + after, text];
  }
  return undefined;
}

function isRequest(text: string): boolean {
  const opening = text.split(/\s+/).slice(0, 8).join(" ");
  const isShort = text.split(/\s+/).length <= MAX_LEAD_WORDS;
  return isShort && (/[:?]\s*$/.test(text) || ORDERS.test(opening) || skillIn(opening) !== undefined);
}

function isOrder(text: string): boolean {
  return opensOrder(text) && text.split(/\s+/).length <= MAX_ORDER_WORDS;
}

function opensOrder(text: string): boolean {
  const bare = text.replace(POLITE, "");
  return ORDERS.exec(bare)?.index === 0 || NAMES_SKILL.exec(bare)?.index === 0;
}

function sharesWords(question: string, text: string): boolean {
  const stems = new Set(readStems(text));
  return readStems(question).some((stem) => stems.has(stem));
}

function unquote(text: string): string {
  return /^["“«]([^"”»]+)["”»]$/.exec(text.trim())?.[1] ?? text;
}

function questionIn(request: string): string | undefined {
  const quoted = /["“]([^"“”\n]{3,200}\?)["”]/.exec(request)?.[1];
  if (quoted !== undefined) return quoted;
  if (!request.includes("?") && WHAT.test(request.replace(POLITE, ""))) return request;
  const sentences = request.slice(0, request.indexOf("?") + 1).split(/(?<=[.!\n])/);
  return sentences.at(-1)?.trim() || undefined;
}
