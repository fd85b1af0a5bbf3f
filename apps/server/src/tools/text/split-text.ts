import { split as splitSentences } from "sentence-splitter";
import { estimateTokenCount } from "tokenx";

/** How a text is cut into parts. */
export type SplitOptions = {
  /** About how many tokens a part has, estimated. Parts grow beyond it rather than exceed `maxParts`. */
  partTokens: number;
  /** The most parts. */
  maxParts: number;
};

/**
 * Cuts a text into parts at the ends of paragraphs, or of sentences in a paragraph that is too long, or anywhere in a
 * sentence that is. Joined together, the parts are the text.
 */
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
  return splitSentences(paragraph).flatMap(({ raw }) => splitAnywhere(raw, size));
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
