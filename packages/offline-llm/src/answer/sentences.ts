import { lexer, type Token, type Tokens } from "marked";

/** One sentence of a document: its place in its paragraph, from 0, and the heading above it. */
export type Sentence = { text: string; paragraph: number; place: number; heading: string };

/** Single letters ("z. B."), words without a vowel ("vgl.", "Dr.") that are no unit ("9 h."), numerals, and a list. */
const ABBREVIATION =
  /(?:^|[^\p{L}\p{N}])(?:(?<!\p{N}\s)(?:\p{L}|\p{Lu}?[b-df-hj-np-tv-xzß]{1,4})|[IVX]+|Prof|Mio|Mrd|No|Nos|Abs|Art|Abb|evtl|inkl|ca|env|av|Mme|Mlle|Ste|Sig|Dott|Sra|Ud|approx|fig|Fig|vol|Jan|Feb|Apr|Aug|Sept?|Oct|Okt|Nov|Dez|Dec|Juil)\.["”»]?\s*$/u;
const ORDINAL = /\b\d{1,3}\.\s*$/;
const MONTH =
  /^(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert|Klasse|Stock|Platz)/;
const ORDINAL_BEFORE = /\b(?:am|im|vom|zum|der|dem|den|das|die|des|bis|ab)\s+\d{1,3}\.\s*$/i;
const STARTS_LOW = /^["“„'(]?\p{Ll}/u;
/** Quotes in quotes and lists in lists, so deep that they are no writing: the lexer goes down one call for each. */
const DEEP_NESTING = /(?:>[ \t]*|(?:[*+-]|\d{1,9}[.)])[ \t]+){12,}/g;
const MIN_PROSE_WORDS = 4;
/** So much of a sentence shows whether it has ended. */
const ENDING = 24;
const SEGMENTER = new Intl.Segmenter("en", { granularity: "sentence" });

/** Cuts a paragraph into sentences. German ordinals and common abbreviations ("am 14. März", "9 h.") do not end one. */
export function splitSentences(paragraph: string): string[] {
  const sentences: string[] = [];
  let open = "";
  for (const { segment } of SEGMENTER.segment(paragraph)) {
    if (open.trim() === "" || !isEnd(open.slice(-ENDING), segment)) open += segment;
    else {
      sentences.push(open.trim());
      open = segment;
    }
  }
  if (open.trim() !== "") sentences.push(open.trim());
  return sentences;
}

function isEnd(before: string, after: string): boolean {
  if (STARTS_LOW.test(after) || ABBREVIATION.test(before)) return false;
  return !(ORDINAL.test(before) && (MONTH.test(after) || ORDINAL_BEFORE.test(before)));
}

/** The sentences of the prose of a Markdown or plain text; with items, also those of its lists and tables. */
export function readSentences(document: string, { withItems = false } = {}): Sentence[] {
  const sentences: Sentence[] = [];
  let paragraph = 0;
  let heading = "";
  const add = (texts: readonly string[]) => {
    sentences.push(...texts.map((text, place) => ({ text, paragraph, place, heading })));
    paragraph += 1;
  };
  const addText = (text: string) => {
    // A sentence that ends in a colon leads to a list that is not here.
    if (isProse(text)) add(splitSentences(text).filter((sentence) => !sentence.endsWith(":")));
    else if (withItems && /\p{L}/u.test(text)) add([text]);
  };
  const visit = (token: Tokens.Generic) => {
    const { type, tokens = [] } = token;
    if (type === "heading") heading = readInline(tokens);
    else if (type === "blockquote") tokens.forEach(visit);
    else if (type === "paragraph" || type === "text") {
      if (!isMostlyLinks(tokens)) addText(readInline(tokens.length > 0 ? tokens : [token]));
    } else if (type === "code" && token.codeBlockStyle === "indented" && !/[{};=<>]/.test(token.text)) {
      // To Markdown, a plain text's paragraph behind four spaces is code.
      for (const block of token.text.split(/\n\s*\n/)) if (isProse(tidy(block))) addText(tidy(block));
    } else if (type === "html") addText(tidy(token.text.replace(/<[^<>]*>/g, " ")));
    else if (type === "list" && withItems) {
      const items: Tokens.ListItem[] = token.items;
      for (const item of items)
        if (!isMostlyLinks(item.tokens.flatMap(({ tokens = [] }: Tokens.Generic) => tokens)))
          add([readInline(item.tokens)]);
    } else if (type === "table" && withItems) {
      const rows: Tokens.TableCell[][] = token.rows;
      for (const row of rows) add([row.map((cell) => readInline(cell.tokens)).join(": ")]);
    }
  };
  lexer(document.replace(DEEP_NESTING, " ")).forEach(visit);
  return sentences;
}

/** The words of inline tokens: emphasis, code and the text of links; no images, no HTML. */
function readInline(tokens: readonly Token[]): string {
  return tidy(tokens.map(readToken).join(""));
}

function readToken(token: Token): string {
  if (token.type === "image" || token.type === "html" || token.type === "checkbox") return "";
  if (token.type === "br") return " ";
  if ("tokens" in token && token.tokens !== undefined) return token.tokens.map(readToken).join("");
  // The lexer keeps the entities of the source.
  const text = "text" in token ? String(token.text) : "";
  return text.replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"');
}

function tidy(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function isMostlyLinks(tokens: readonly Token[]): boolean {
  const links = tokens.filter(({ type }) => type === "link" || type === "image");
  return links.length > 0 && links.map(readToken).join("").length * 2 > readInline(tokens).length;
}

/** Prose has a few words and ends like a sentence; a lone "Licence: MIT" or a line of figures is none. */
function isProse(text: string): boolean {
  const words = text.match(/\p{L}[\p{L}'’-]*/gu)?.length ?? 0;
  const isCjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]{6}/u.test(text);
  return (words >= MIN_PROSE_WORDS || isCjk) && /[.!?…。！？]["”’»)\]]*(?:$| [^.!?]*:$)/u.test(text);
}
