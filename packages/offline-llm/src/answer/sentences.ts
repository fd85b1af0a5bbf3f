import { lexer, type Token, type Tokens } from "marked";
import { detectLanguage } from "./words.ts";

/** One sentence of a document, and where it stands. */
export type Sentence = {
  text: string;
  /** Counts the paragraphs and the sections of the document, from 0. */
  paragraph: number;
  section: number;
  /** Its place in its paragraph, from 0. */
  place: number;
  /** The heading above it. */
  heading: string;
  /** Whether it is an item of a list or a row of a table rather than prose. */
  isItem: boolean;
};

const ABBREVIATION =
  /(?:^|[\s(„“"])(?:z|z\. ?B|d|d\. ?h|u\. ?a|i\. ?d\. ?R|o\. ?ä|e\.g|i\.e|p\. ?ex|bzw|ca|usw|vgl|evtl|inkl|Mio|Mrd|Tsd|Std|Nr|No|Dr|Mr|Mrs|Ms|Mme|Prof|Hr|Fr|Sr|Sra|St|vs|cf|approx|Fig|Art|Abs|Bd|Jan|Feb|Apr|Aug|Sept?|Oct|Okt|Nov|Dez|Dec|\p{Lu})\.["”]?\s*$/u;
const ORDINAL = /\b\d{1,3}\.\s*$/;
const MONTH =
  /^(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert|Klasse|Stock|Platz)/;
const ORDINAL_BEFORE = /\b(?:am|im|vom|zum|der|dem|den|das|die|des|bis|ab)\s+\d{1,3}\.\s*$/i;
const STARTS_LOW = /^["“„'(]?\p{Ll}/u;
/** What stands in plain text behind four spaces is code to Markdown, and often a paragraph to its author. */
const LOOKS_LIKE_PROSE = /^\p{Lu}[^{};=<>]{60,}[.!?]["”)]?$/u;
const MIN_PROSE_WORDS = 4;
/** So much of a sentence shows whether it has ended. */
const ENDING = 24;

/**
 * Cuts a paragraph into sentences. German ordinals and common abbreviations ("am 14. März", "z. B.", "9 h.") do not end
 * one.
 */
export function splitSentences(paragraph: string): string[] {
  const sentences: string[] = [];
  const segmenter = new Intl.Segmenter(detectLanguage(paragraph) ?? "en", { granularity: "sentence" });
  let open = "";
  for (const { segment } of segmenter.segment(paragraph)) {
    if (open !== "" && !isEnd(open.slice(-ENDING), segment)) {
      open += segment;
      continue;
    }
    if (open.trim() !== "") sentences.push(open.trim());
    open = segment;
  }
  if (open.trim() !== "") sentences.push(open.trim());
  return sentences;
}

function isEnd(before: string, after: string): boolean {
  if (STARTS_LOW.test(after) || ABBREVIATION.test(before)) return false;
  return !(ORDINAL.test(before) && (MONTH.test(after) || ORDINAL_BEFORE.test(before)));
}

/** The sentences of a Markdown or plain text: its prose, without headings, badges, code, HTML and lists of links. */
export function readSentences(document: string, { withItems = false } = {}): Sentence[] {
  const sentences: Sentence[] = [];
  let paragraph = -1;
  let section = 0;
  let heading = "";

  const add = (text: string, isItem: boolean) => {
    paragraph += 1;
    // A sentence that ends in a colon leads to a list that is not here.
    const texts = isItem ? [text] : splitSentences(text).filter((sentence) => !sentence.endsWith(":"));
    for (const [place, sentence] of texts.entries()) {
      sentences.push({ text: sentence, paragraph, section, place, heading, isItem });
    }
  };
  const addProse = (text: string) => {
    if (isProse(text)) add(text, false);
    else if (withItems && /\p{L}/u.test(text)) add(text, true);
  };
  const visit = (tokens: readonly Token[]) => {
    for (const token of tokens) {
      if (token.type === "heading") {
        section += 1;
        heading = readInline(token.tokens ?? []);
      } else if (token.type === "paragraph" || token.type === "text") {
        if (!isMostlyLinks(token.tokens ?? [])) addProse(tidy(readInline(token.tokens ?? [token])));
      } else if (token.type === "code" && token.codeBlockStyle === "indented") {
        for (const block of String(token.text).split(/\n\s*\n/)) {
          if (LOOKS_LIKE_PROSE.test(tidy(block))) addProse(tidy(block));
        }
      } else if (token.type === "blockquote") {
        visit(token.tokens ?? []);
      } else if (token.type === "list" && withItems) {
        for (const item of token.items) {
          if (!isMostlyLinks(item.tokens)) add(tidy(readInline(item.tokens)), true);
        }
      } else if (token.type === "table" && withItems) {
        for (const row of token.rows)
          add(row.map((cell: Tokens.TableCell) => readInline(cell.tokens)).join(": "), true);
      }
    }
  };
  visit(lexer(document));
  return sentences;
}

/** The words of inline tokens: emphasis, code and the text of links; no images, no HTML. */
function readInline(tokens: readonly Token[]): string {
  return tokens.map((token) => readToken(token)).join("");
}

function readToken(token: Token): string {
  if (token.type === "image" || token.type === "html" || token.type === "checkbox") return "";
  if (token.type === "br") return " ";
  if ("tokens" in token && token.tokens !== undefined) return readInline(token.tokens);
  return "text" in token ? decodeEntities(String(token.text)) : "";
}

/** The lexer keeps the entities of the source. */
function decodeEntities(text: string): string {
  return text.replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"');
}

function tidy(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function isMostlyLinks(tokens: readonly Token[]): boolean {
  const links = tokens.filter(({ type }) => type === "link" || type === "image");
  if (links.length === 0) return false;
  const linked = links.reduce((total, link) => total + readToken(link).length, 0);
  return linked * 2 > tidy(readInline(tokens)).length;
}

/** Prose has a few words and ends like a sentence; a lone "Licence: MIT" or a line of figures is none. */
function isProse(text: string): boolean {
  const words = text.match(/\p{L}[\p{L}'’-]*/gu)?.length ?? 0;
  const isCjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]{6}/u.test(text);
  return (words >= MIN_PROSE_WORDS || isCjk) && /[.!?…。！？]["”’»)\]]*(?:$| [^.!?]*:$)/u.test(text);
}
