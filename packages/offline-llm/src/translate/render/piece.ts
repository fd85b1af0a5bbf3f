/** A part of the translated sentence, with what the word order needs to know of it. */
export interface Piece {
  text: string;
  role:
    | "subject"
    | "pronoun object"
    | "indefinite object"
    | "other"
    | "adverb"
    | "prepositional"
    | "finite"
    | "tail"
    | "prefix"
    | "not"
    | "predicate"
    | "conjunction"
    | "relative"
    | "coordinator"
    | "mark"
    | "kept";
  isGlued: boolean;
  /** Marks and kept text are put back as they were. */
  isSource: boolean;
}

export function piece(text: string, role: Piece["role"] = "other", isGlued = false): Piece {
  return { text, role, isGlued, isSource: role === "mark" || role === "kept" };
}
