import { splitFences } from "./split-fences.ts";
import { type SplitOptions, splitText } from "./split-text.ts";

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
