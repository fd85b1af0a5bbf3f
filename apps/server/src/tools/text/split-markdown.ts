import { type SplitOptions, splitText } from "./split-text.ts";

/** A piece of a text: prose, or what must stay as it is, which is code and the space between. */
export type Piece = { text: string; isProse: boolean };

const FENCED_CODE = /(^(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^\2[ \t]*$|(?![\s\S])))/m;

/** Cuts Markdown into pieces that, joined together, are the text. Only the prose needs a translator. */
export function splitMarkdown(text: string, options: SplitOptions): Piece[] {
  const pieces: Piece[] = [];
  let rest = text;
  for (let match = FENCED_CODE.exec(rest); match !== null; match = FENCED_CODE.exec(rest)) {
    const [code] = match;
    pieces.push(...toPieces(rest.slice(0, match.index), options), { text: code, isProse: false });
    rest = rest.slice(match.index + code.length);
  }
  return [...pieces, ...toPieces(rest, options)];
}

function toPieces(prose: string, options: SplitOptions): Piece[] {
  if (prose === "") return [];
  return splitText(prose, options).flatMap((part) => {
    const words = part.trim();
    if (words === "") return [{ text: part, isProse: false }];
    const start = part.indexOf(words);
    const around = (space: string): Piece[] => (space === "" ? [] : [{ text: space, isProse: false }]);
    return [
      ...around(part.slice(0, start)),
      { text: words, isProse: true },
      ...around(part.slice(start + words.length)),
    ];
  });
}
