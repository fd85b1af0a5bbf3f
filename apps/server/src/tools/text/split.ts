import { estimateTokenCount } from "tokenx";
import { splitSentences } from "./words.ts";

const OPENING = /^\s*(`{3,}|~{3,})/;

/** How a text is cut into parts. */
export type SplitOptions = {
  /** About how many tokens a part has, estimated. Parts grow beyond it rather than exceed `maxParts`. */
  partTokens: number;
  /** The most parts. */
  maxParts: number;
};

/** Cuts a text at the ends of paragraphs, else of sentences, else anywhere. Joined together, the parts are the text. */
export function splitText(text: string, { partTokens, maxParts }: SplitOptions): string[] {
  // A token has a character or more, so a short text need not be read.
  if (text.length <= partTokens) return [text];
  const tokens = estimateTokenCount(text);
  if (tokens <= partTokens) return [text];
  // A little over the share, since parts end where paragraphs do.
  const size = Math.max(partTokens, Math.ceil((tokens / maxParts) * 1.1));
  const units = text.split(/(?<=\n\s*\n)(?=\S)/).flatMap((paragraph) => splitParagraph(paragraph, size));
  const parts = pack(units, size);
  return parts.length <= maxParts ? parts : pack(parts, size * 2);
}

function splitParagraph(paragraph: string, size: number): string[] {
  if (estimateTokenCount(paragraph) <= size) return [paragraph];
  return splitSentences(paragraph).flatMap((one) => splitAnywhere(one, size));
}

function splitAnywhere(text: string, size: number): string[] {
  const tokens = estimateTokenCount(text);
  if (tokens <= size) return [text];
  const length = Math.ceil(text.length / Math.ceil(tokens / size));
  const parts: string[] = [];
  for (let start = 0; start < text.length; ) {
    const end = start + length;
    // A character may be a pair of units, which must stay together.
    const isPair = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
    parts.push(text.slice(start, isPair ? end + 1 : end));
    start = isPair ? end + 1 : end;
  }
  return parts;
}

/** Joins neighbours for as long as they fit. */
function pack(units: readonly string[], size: number): string[] {
  const parts: string[] = [];
  let current = "";
  let tokens = 0;
  for (const unit of units) {
    const more = estimateTokenCount(unit);
    if (current !== "" && tokens + more > size) {
      parts.push(current);
      current = "";
      tokens = 0;
    }
    current += unit;
    tokens += more;
  }
  return current === "" ? parts : [...parts, current];
}

/** A piece of a text: prose, or what must stay as it is, which is code and the space between. */
export type Piece = { text: string; isProse: boolean };

/** Cuts Markdown into pieces that, joined together, are the text. Only the prose needs a translator. */
export function splitMarkdown(text: string, options: SplitOptions): Piece[] {
  const blocks = splitFences(text);
  const prose = blocks.filter(({ isCode }) => !isCode);
  const length = prose.reduce((sum, block) => sum + block.text.length, 0);
  return blocks.flatMap((block) => {
    if (block.isCode) return [{ text: block.text, isProse: false }];
    // Of the parts that the whole may have, a block may have its share.
    const maxParts = Math.max(1, Math.floor((options.maxParts * block.text.length) / length));
    return splitText(block.text, { ...options, maxParts }).flatMap(toPieces);
  });
}

function toPieces(part: string): Piece[] {
  const words = part.trim();
  if (words === "") return [{ text: part, isProse: false }];
  const start = part.indexOf(words);
  const around = (space: string): Piece[] => (space === "" ? [] : [{ text: space, isProse: false }]);
  return [...around(part.slice(0, start)), { text: words, isProse: true }, ...around(part.slice(start + words.length))];
}

/** A block of a Markdown text: fenced code, or what stands between. */
export type Block = { text: string; isCode: boolean };

/**
 * Cuts Markdown at its code fences, wherever they stand, in a list too. A fence closes with at least as many of its
 * signs (CommonMark, section 4.5); one that never closes goes on to the end. Joined together, the blocks are the text.
 */
export function splitFences(text: string): Block[] {
  const blocks: Block[] = [];
  let fence: string | undefined;
  let current = "";

  function finish(isCode: boolean): void {
    if (current !== "") blocks.push({ text: current, isCode });
    current = "";
  }

  for (const line of text.split(/(?<=\n)/)) {
    if (fence === undefined) {
      fence = OPENING.exec(line)?.[1];
      if (fence !== undefined) finish(false);
      current += line;
    } else {
      current += line;
      if (!closes(line.trim(), fence)) continue;
      fence = undefined;
      finish(true);
    }
  }
  finish(fence !== undefined);
  return blocks;
}

function closes(line: string, fence: string): boolean {
  const sign = fence.charAt(0);
  return line.length >= fence.length && line === sign.repeat(line.length);
}
