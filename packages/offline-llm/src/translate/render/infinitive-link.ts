import type { Romance } from "../grammar/romance-noun-phrase.ts";
import type { Chunk } from "../parse/chunk.ts";

/** What comes before an infinitive that follows these verbs; Spanish, French. */
const links: Record<string, readonly [es: string, fr: string]> = {
  begin: ["a", "à"],
  start: ["a", "à"],
  learn: ["a", "à"],
  help: ["a", "à"],
  teach: ["a", "à"],
  invite: ["a", "à"],
  continue: ["a", "à"],
  come: ["a", ""],
  go: ["a", ""],
  try: ["", "de"],
  decide: ["", "de"],
  promise: ["", "de"],
  forget: ["", "de"],
  choose: ["", "de"],
  ask: ["", "de"],
  stop: ["de", "de"],
  have: ["que", "à"],
  want: ["", ""],
  like: ["", ""],
  love: ["", ""],
  prefer: ["", ""],
  need: ["", ""],
  hope: ["", ""],
  know: ["", ""],
  expect: ["", ""],
};

/** And after these qualities: "fácil de leer", "facile à lire". */
const adjectiveLinks: Record<string, readonly [es: string, fr: string]> = {
  easy: ["de", "à"],
  difficult: ["de", "à"],
  hard: ["de", "à"],
  impossible: ["de", "à"],
  ready: ["para", "à"],
  able: ["de", "de"],
  happy: ["de", "de"],
  important: ["", "de"],
  necessary: ["", "de"],
  possible: ["", "de"],
};

/** The word before an infinitive: "aprende a leer", "essaie de lire", "tiempo para leer". */
export function infinitiveLink(previous: Chunk | undefined, language: Romance): string {
  const at = language === "es" ? 0 : 1;
  const before =
    previous?.kind === "verb"
      ? links[previous.verb.base]?.[at]
      : previous?.kind === "adjective"
        ? adjectiveLinks[previous.adjective.adjective.base]?.[at]
        : undefined;
  if (before !== undefined) return before === "" ? "" : `${before} `;
  if (
    previous === undefined ||
    previous.kind === "fixed" ||
    previous.kind === "mark" ||
    previous.kind === "preposition" ||
    previous.kind === "conjunction"
  )
    return "";
  return language === "es" ? "para " : "pour ";
}
