import type { Foreign } from "../languages.ts";
import type { Tagged } from "../parse/tagged.ts";
import { englishVerb, isNegated, isThird, missingSubject } from "./english-verb.ts";
import { joinPieces } from "./join-pieces.ts";
import { orderEnglish } from "./order-english.ts";
import { type Piece, piece } from "./piece.ts";

/** Says a tagged foreign sentence in English. */
export function renderEnglish(tagged: readonly Tagged[], language: Foreign): string {
  const parts = orderEnglish(tagged, language);
  const pieces = parts.map((part, at): Piece => {
    const role = part.kind === "mark" ? "mark" : part.kind === "kept" ? "kept" : "other";
    return piece(wordsFor(part, at, parts, language), role, part.isGlued);
  });
  return joinPieces(
    pieces.filter(({ text }) => text !== ""),
    withArticles,
  );
}

function wordsFor(part: Tagged, at: number, parts: readonly Tagged[], language: Foreign): string {
  switch (part.kind) {
    case "unknown":
      return `[${part.english}]`;
    case "determiner":
      return `${isGenitive(part, parts[at - 1], language) ? "of " : ""}${determinerFor(part.english, parts[at + 1], parts)}`;
    case "existence":
      return existence(part, parts.slice(at + 1));
    case "negation":
      // The verb says it.
      return parts.some(({ kind }) => kind === "verb" || kind === "modal" || kind === "have") ? "" : "not";
    case "modal":
      return `${missingSubject(part, at, parts, language)}${part.english}${isNegated(parts, at) ? " not" : ""}`;
    case "have":
      return `${missingSubject(part, at, parts, language)}${part.tense === "past" ? "had" : isThird(part, at, parts) ? "has" : "have"}${isNegated(parts, at) ? " not" : ""}`;
    case "verb":
      return englishVerb(part, at, parts, language);
    default:
      return part.english;
  }
}

/** "das Haus meines Bruders": German says "of" with the ending. */
function isGenitive({ source = "" }: Tagged, previous: Tagged | undefined, language: Foreign): boolean {
  return language === "de" && previous?.kind === "noun" && /(?:es|er)$/.test(source);
}

function determinerFor(english: string, next: Tagged | undefined, parts: readonly Tagged[]): string {
  const noun =
    next?.kind === "noun"
      ? next
      : parts
          .slice(parts.indexOf(next ?? { kind: "mark", english: "", isGlued: false }))
          .find(({ kind }) => kind === "noun");
  const isPlural = noun?.isPlural === true;
  if (english === "a") return isPlural ? "" : "a";
  if (english === "this") return isPlural ? "these" : "this";
  return english === "that" && isPlural ? "those" : english;
}

function existence({ tense }: Tagged, rest: readonly Tagged[]): string {
  const isPlural = rest.find(({ kind }) => kind === "noun")?.isPlural === true;
  if (tense === "future") return "there will be";
  return `there ${tense === "past" ? (isPlural ? "were" : "was") : isPlural ? "are" : "is"}`;
}

function withArticles(text: string): string {
  return text.replace(/\b(a) (?=[aeio]|u(?!n[ai]|se|su|ti|ro))/gi, "$1n ");
}
