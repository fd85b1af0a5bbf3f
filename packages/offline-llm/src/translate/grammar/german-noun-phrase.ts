import type { Gender } from "../lexicon/lexicon.ts";
import type { NounChunk } from "../parse/chunk.ts";

export type Case = "n" | "a" | "d" | "g";
type Column = Gender | "pl";

const cases = "nadg";
/** Endings of "dieser" by column, in the order n, a, d, g. */
const strong: Record<Column, readonly string[]> = {
  m: ["er", "en", "em", "es"],
  f: ["e", "e", "er", "er"],
  n: ["es", "es", "em", "es"],
  pl: ["e", "e", "en", "er"],
};
const article: Record<Column, readonly string[]> = {
  m: ["der", "den", "dem", "des"],
  f: ["die", "die", "der", "der"],
  n: ["das", "das", "dem", "des"],
  pl: ["die", "die", "den", "der"],
};

/** Determiner, adjectives and noun in one case. */
export function germanNounPhrase(chunk: NounChunk, inCase: Case): string {
  const noun = chunk.noun.foreign.de;
  const column: Column = chunk.isPlural ? "pl" : noun.gender;
  const at = cases.indexOf(inCase);
  const cell = chunk.determiner?.foreign.de;
  // "a" has no plural.
  const { determiner, kind } = decline(cell === "ein-" && chunk.isPlural ? undefined : cell, column, at);

  const adjectives = chunk.adjectives.map((entry) => {
    if (typeof entry === "string") return `[${entry}]`;
    const { forms, isSpecial } = entry.adjective.foreign.de;
    return isSpecial ? forms[0] : `${forms[entry.isComparative ? 2 : 1]}${adjectiveEnding(kind, column, at)}`;
  });
  const count = typeof chunk.count === "string" ? chunk.count : chunk.count?.foreign.de;
  const word = `${modifierOf(chunk)}${declineNoun(chunk, inCase)}`;
  const owner = chunk.owner === undefined ? "" : germanNounPhrase(chunk.owner, "g");
  return [determiner, count ?? "", ...adjectives, word, owner].filter((part) => part !== "").join(" ");
}

/** The article on its own: "der", which is the relative pronoun too. */
export function germanArticle(column: Gender | "pl", inCase: "n" | "a"): string {
  return article[column][cases.indexOf(inCase)] ?? "";
}

type DeterminerKind = "weak" | "mixed" | "none";

function decline(cell: string | undefined, column: Column, at: number): { determiner: string; kind: DeterminerKind } {
  if (cell === undefined) return { determiner: "", kind: "none" };
  const stem = cell.slice(0, -1);
  if (cell === "d+") return { determiner: article[column][at] ?? "", kind: "weak" };
  if (cell.endsWith("+")) return { determiner: `${stem}${strong[column][at]}`, kind: "weak" };
  if (cell.endsWith("*")) return { determiner: `${stem}${strongAdjective(column, at)}`, kind: "none" };
  if (!cell.endsWith("-")) return { determiner: cell, kind: "none" };
  return { determiner: `${stem}${lacksEnding(column, at) ? "" : strong[column][at]}`, kind: "mixed" };
}

/** "ein" has no ending where "dieser" has the one that tells the gender. */
function lacksEnding(column: Column, at: number): boolean {
  return (column === "m" && at === 0) || (column === "n" && at <= 1);
}

function adjectiveEnding(kind: DeterminerKind, column: Column, at: number): string {
  if (kind === "none") return strongAdjective(column, at);
  if (kind === "mixed" && lacksEnding(column, at)) return strong[column][at] ?? "";
  const isPlainE = column !== "pl" && (at === 0 || (at === 1 && column !== "m"));
  return isPlainE ? "e" : "en";
}

function strongAdjective(column: Column, at: number): string {
  return at === 3 && (column === "m" || column === "n") ? "en" : (strong[column][at] ?? "");
}

/** "Stadt-Bus": the hyphen spares the letters that German puts between the parts of a compound. */
function modifierOf({ modifier }: NounChunk): string {
  return modifier === undefined ? "" : `${modifier.foreign.de.singular}-`;
}

function declineNoun({ noun, isPlural }: NounChunk, inCase: Case): string {
  const { singular, plural = singular, gender, isSpecial } = noun.foreign.de;
  if (isPlural) return inCase === "d" && !/[ns]$/.test(plural) ? `${plural}n` : plural;
  if (isSpecial && inCase !== "n") return plural;
  if (inCase !== "g" || gender === "f") return singular;
  return /(?:s|ß|x|z)$/.test(singular) || /^[^aeiouäöü]*[aeiouäöü]{1,2}[^aeiouäöü]+$/i.test(singular)
    ? `${singular}es`
    : `${singular}s`;
}
