import type { Foreign } from "../languages.ts";
import type { Chunk, PronounChunk, VerbChunk } from "../parse/chunk.ts";
import { assignRoles, isIndefinitePerson } from "./assign-roles.ts";
import type { Context } from "./context.ts";
import { contract } from "./contract.ts";
import { caseAfter } from "./german-case.ts";
import { germanVerbGroup } from "./german-verb-group.ts";
import { joinPieces } from "./join-pieces.ts";
import { orderGerman } from "./order-german.ts";
import { type Piece, piece } from "./piece.ts";
import { renderAdjective } from "./render-adjective.ts";
import { renderConjunction } from "./render-conjunction.ts";
import { renderNoun } from "./render-noun.ts";
import { renderPreposition } from "./render-preposition.ts";
import { romanceVerb } from "./romance-verb.ts";
import { subjectFrom } from "./subject.ts";
import { useKein } from "./use-kein.ts";

/** Says chunks of an English sentence in another language. */
export function renderSentence(parsed: readonly Chunk[], language: Foreign): string {
  const chunks = language === "de" ? useKein(parsed) : parsed;
  const context: Context = { chunks, roles: assignRoles(chunks), language, subject: subjectFrom([], language) };
  const pieces = chunks.flatMap((chunk, at) => renderChunk(chunk, at, context)).filter(({ text }) => text !== "");
  return joinPieces(language === "de" ? orderGerman(pieces) : pieces, (text) => contract(text, language));
}

function renderChunk(chunk: Chunk, at: number, context: Context): Piece[] {
  const { language, chunks } = context;
  switch (chunk.kind) {
    case "noun":
      return [renderNoun(chunk, at, context)];
    case "verb":
      return renderVerb(chunk, at, context);
    case "pronoun":
      return [renderPronoun(chunk, chunks[at - 1], context)];
    case "adjective":
      return [renderAdjective(chunk, chunks[at - 1], context)];
    case "preposition":
      return renderPreposition(chunk, at, context);
    case "conjunction":
      return [renderConjunction(chunk, at, context)];
    case "fixed":
      return [piece(chunk.fixed.foreign[language], fixedRole(chunk.fixed.english), chunk.isGlued)];
    case "time": {
      const hour = typeof chunk.hour === "string" ? chunk.hour : chunk.hour.foreign[language];
      return [piece(renderTime(hour, language), "prepositional", chunk.isGlued)];
    }
    case "unknown":
      return [piece(`[${chunk.text}]`, "other", chunk.isGlued)];
    case "kept":
      return [piece(chunk.text, "kept", chunk.isGlued)];
    case "mark":
      return [piece(chunk.text, "mark", chunk.isGlued)];
  }
}

function renderVerb(chunk: VerbChunk, at: number, context: Context): Piece[] {
  const { language, roles, chunks } = context;
  const subject = subjectFrom(roles.subjectsOf.get(chunk) ?? [], language);
  if (chunk.tense !== "infinitive") context.subject = subject;
  const previous = chunks[at - 1];
  if (language === "de") return germanVerbGroup(chunk, subject, previous);
  return [piece(romanceVerb(chunk, language, subject, previous, chunks[at + 1]), "finite", chunk.isGlued)];
}

function renderPronoun(chunk: PronounChunk, previous: Chunk | undefined, { language, roles }: Context): Piece {
  const role = roles.roleOf.get(chunk) ?? "alone";
  const [subject, object, third] = chunk.pronoun.foreign[language];
  if (role === "subject" || role === "alone") return piece(subject, "subject", chunk.isGlued);
  if (role !== "prepositional") return piece(object, "other", chunk.isGlued);
  return piece(language === "de" && caseAfter(previous) !== "d" ? object : third, "prepositional", chunk.isGlued);
}

function fixedRole(english: string): Piece["role"] {
  if (/^(?:and|or|but)$/.test(english)) return "coordinator";
  if (isIndefinitePerson(english)) return "subject";
  if (/^(?:than|very|too|quite|almost|only|just|even|more|less|yes|no|please|hello|thanks|thank you)$/.test(english))
    return "other";
  return "adverb";
}

function renderTime(hour: string, language: Foreign): string {
  if (language === "es") return `a las ${hour}`;
  if (language === "fr")
    return /\d/.test(hour) ? `à ${hour.replace(":", " h ")}${hour.includes(":") ? "" : " h"}` : `à ${hour} heures`;
  return `um ${hour} Uhr`;
}
