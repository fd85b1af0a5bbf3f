import type { Fixed, ForeignAdjective, Gender } from "../lexicon/lexicon.ts";
import type { NounChunk } from "../parse/chunk.ts";
import type { Role } from "../render/assign-roles.ts";

export type Romance = "es" | "fr";

/** Spanish adjectives that lose their ending before a masculine noun. */
const shortForms: Record<string, string> = {
  bueno: "buen",
  malo: "mal",
  primero: "primer",
  tercero: "tercer",
  alguno: "algún",
};
/** French adjectives and possessives that change before a vowel. */
const beforeVowel: Record<string, string> = {
  beau: "bel",
  nouveau: "nouvel",
  vieux: "vieil",
  ce: "cet",
  ma: "mon",
  sa: "son",
};
const vowel = /^(?:[aeiouyâàéèêëîïôœùû]|h(?!aut|uit|éros|ors))/i;

/** Determiner, adjectives and noun in the order and the forms of Spanish or French. */
export function romanceNounPhrase(chunk: NounChunk, language: Romance, role: Role, afterPreposition: string): string {
  const noun = chunk.noun.foreign[language];
  const gender: Gender = noun.gender;
  const form = (gender === "f" ? 1 : 0) + (chunk.isPlural ? 2 : 0);

  const before: string[] = [];
  const after: string[] = [];
  for (const entry of chunk.adjectives) {
    if (typeof entry === "string") after.push(`[${entry}]`);
    else {
      const adjective = entry.adjective.foreign[language];
      const word = `${entry.isComparative ? (language === "es" ? "más " : "plus ") : ""}${agree(adjective, gender, chunk.isPlural)}`;
      (adjective.isBeforeNoun && !entry.isComparative ? before : after).push(word);
    }
  }
  const word = (chunk.isPlural ? noun.plural : undefined) ?? noun.singular;
  const core = [...before, word].map((part, at, parts) =>
    shorten(part, parts[at + 1], language, chunk.isPlural, gender),
  );
  const count = typeof chunk.count === "string" ? chunk.count : chunk.count?.foreign[language];
  if (count !== undefined) core.unshift(count);

  const determiner =
    formOf(chunk.determiner, language, form) ?? bareArticle(chunk, language, role, afterPreposition, form);
  if (determiner !== "") {
    // "el agua": the feminine article would end in the sound that the noun begins with.
    const isSpecial = noun.isSpecial && !chunk.isPlural && core[0] === word;
    core.unshift(
      isSpecial
        ? determiner.replace(/^la$/, "el").replace(/^una$/, "un")
        : shorten(determiner, core[0], language, chunk.isPlural, gender),
    );
  }
  const owner =
    chunk.owner === undefined ? "" : `de ${romanceNounPhrase(chunk.owner, language, "prepositional", "de")}`;
  const modifier = chunk.modifier === undefined ? "" : `de ${chunk.modifier.foreign[language].singular}`;
  return [...core, modifier, ...after, owner].filter((part) => part !== "").join(" ");
}

export function agree({ forms }: ForeignAdjective, gender: Gender, isPlural: boolean): string {
  return forms[gender === "f" ? (isPlural ? 3 : 1) : isPlural ? 2 : 0];
}

function formOf(determiner: Fixed | undefined, language: Romance, form: number): string | undefined {
  const forms = determiner?.foreign[language].split("/");
  return forms?.[form] ?? forms?.[0];
}

/** English needs no article where these languages do: "Children meet", "stories and games". */
function bareArticle(chunk: NounChunk, language: Romance, role: Role, afterPreposition: string, form: number): string {
  if (chunk.count !== undefined || chunk.owner !== undefined) return "";
  const definite = (language === "es" ? ["el", "la", "los", "las"] : ["le", "la", "les", "les"])[form] ?? "";
  if (role === "subject") return definite;
  if (language === "es") return "";
  if (role === "prepositional") return chunk.isPlural && !/(?:^|\s)(?:de|sans|en)$/.test(afterPreposition) ? "des" : "";
  if (role === "predicate")
    return chunk.isPlural ? (chunk.adjectives.length > 0 && isBefore(chunk) ? "de" : "des") : "";
  if (role === "object") return ["du", "de la", "des", "des"][form] ?? "";
  return "";
}

/** "de vieux livres": before an adjective "des" is "de". */
function isBefore({ adjectives: [first] }: NounChunk): boolean {
  return first !== undefined && typeof first !== "string" && first.adjective.foreign.fr.isBeforeNoun;
}

function shorten(word: string, next: string | undefined, language: Romance, isPlural: boolean, gender: Gender): string {
  if (next === undefined || isPlural) return word;
  if (language === "es") return gender === "m" ? (shortForms[word] ?? word) : word;
  return vowel.test(next) ? (beforeVowel[word] ?? word) : word;
}
