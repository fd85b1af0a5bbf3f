import type { Piece } from "./piece.ts";

/** Stand in for kept text while the words around it melt together. */
const firstStandIn = 0xe000;

/** Joins pieces with the spaces of the source around its marks, and single spaces elsewhere. */
export function joinPieces(pieces: readonly Piece[], contract: (text: string) => string): string {
  const kept: string[] = [];
  let text = "";
  pieces.forEach((current, at) => {
    const previous = pieces[at - 1];
    const isGlued = current.isGlued && (current.isSource || previous?.isSource === true);
    if (at > 0 && !isGlued) text += " ";
    if (current.role === "kept") {
      text += String.fromCodePoint(firstStandIn + kept.length);
      kept.push(current.text);
    } else text += current.text;
  });
  return contract(text).replace(
    /[\ue000-\uf8ff]/g,
    (standIn) => kept[(standIn.codePointAt(0) ?? 0) - firstStandIn] ?? standIn,
  );
}
