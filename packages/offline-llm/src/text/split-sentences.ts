import { split } from "sentence-splitter";

/** The library takes every full stop after a digit for a part of a number: "in 1999. He" stays one sentence. */
const endAfterNumber = /(?<=\d[)"”’]?\.)\s+(?=["“(]?\p{Lu})/u;
/** Ends that are none: abbreviations before a number or a name, and initials. */
const falseEnd = /(?:\b(?:Fig|No|Nos|Vol|Ch|pp?|cf|ca|approx|vs|St|Sr|Jr|etc|al|[ap]\.m)|(?:^|\s)\p{Lu})\.$/u;
const alwaysContinues = /(?:\b(?:Fig|No|Nos|Vol|Ch|pp?|cf|ca|approx|vs|St)|(?:^|\s)\p{Lu})\.$/u;

/** The library's time grows with the square of the length, so it gets long paragraphs in pieces. */
const maxPieceLength = 2_000;
const sentenceEnd = /[.!?。！？]["”’)]*(?=\s|$)|[。！？]/gu;

/** Splits one paragraph into sentences. */
export function splitSentences(paragraph: string): string[] {
  const sentences: string[] = [];
  for (const node of inPieces(paragraph).flatMap((piece) => split(piece))) {
    if (node.type !== "Sentence") continue;
    for (const piece of node.raw.split(endAfterNumber)) {
      const sentence = piece.trim();
      const previous = sentences.at(-1);
      if (previous !== undefined && continues(previous, sentence))
        sentences[sentences.length - 1] = `${previous} ${sentence}`;
      else if (sentence !== "") sentences.push(sentence);
    }
  }
  return sentences;
}

function continues(previous: string, next: string): boolean {
  if (/^\p{Ll}/u.test(next)) return true;
  if (alwaysContinues.test(previous)) return true;
  return falseEnd.test(previous) && /^[\d(]/.test(next);
}

function inPieces(paragraph: string): string[] {
  const pieces: string[] = [];
  let rest = paragraph;
  while (rest.length > maxPieceLength) {
    const ends = [...rest.slice(0, maxPieceLength).matchAll(sentenceEnd)].map((end) => end.index + end[0].length);
    const border = ends.at(-1) ?? maxPieceLength;
    pieces.push(rest.slice(0, border));
    rest = rest.slice(border);
  }
  return [...pieces, rest];
}
