import type { Foreign } from "../languages.ts";
import type { Tagged } from "../parse/tagged.ts";

/** Puts the parts of a foreign sentence into English order. */
export function orderEnglish(parts: readonly Tagged[], language: Foreign): Tagged[] {
  if (language === "de") return clausesOf(parts).flatMap(orderFromGerman);
  return nounsLast(objectsAfterVerbs(parts));
}

/** "una sala tranquila": adjectives after the noun go before it. */
function nounsLast(parts: readonly Tagged[]): Tagged[] {
  const result = [...parts];
  for (let at = 0; at < result.length; at++) {
    if (result[at]?.kind !== "noun") continue;
    let end = at + 1;
    while (result[end]?.kind === "adjective") end++;
    if (end === at + 1 || result[at - 1]?.verb?.base === "be") continue;
    const noun = result.splice(at, 1);
    result.splice(end - 1, 0, ...noun);
    at = end - 1;
  }
  return result;
}

/** "nous dit": a pronoun object before the verb goes behind it. */
function objectsAfterVerbs(parts: readonly Tagged[]): Tagged[] {
  const result = [...parts];
  for (let at = 0; at + 1 < result.length; at++) {
    const [object, verb] = [result[at], result[at + 1]];
    if (object?.kind !== "object" || verb?.kind !== "verb" || result[at - 1]?.kind === "preposition") continue;
    result[at] = verb;
    result[at + 1] = object;
    at++;
  }
  return result;
}

function clausesOf(parts: readonly Tagged[]): Tagged[][] {
  const clauses: Tagged[][] = [[]];
  for (const part of parts) {
    clauses.at(-1)?.push(part);
    if (part.kind === "mark") clauses.push([]);
  }
  return clauses;
}

const isSubjectLike = ({ kind }: Tagged) => kind === "subject" || kind === "noun";
const isFiniteVerb = ({ kind, tense }: Tagged) =>
  kind === "modal" || kind === "have" || (kind === "verb" && tense !== "infinitive" && tense !== "participle");

/** Verb after its subject, infinitives and participles after the finite verb. */
function orderFromGerman(clause: readonly Tagged[]): Tagged[] {
  let parts = [...clause];
  const finite = parts.find(isFiniteVerb);
  const subjectAt = subjectOf(parts);
  const finiteAt = finite === undefined ? -1 : parts.indexOf(finite);
  const isSubordinate = parts.some(({ kind }) => kind === "conjunction");
  if (finite !== undefined && subjectAt !== undefined && (isSubordinate || finiteAt < subjectAt)) {
    // A verb that opens the clause before "Sie" is an order and stays.
    const rest = parts.filter((part) => part !== finite);
    const target = subjectAt > finiteAt ? subjectAt - 1 : subjectAt;
    parts = [...rest.slice(0, target + 1), finite, ...rest.slice(target + 1)];
  }
  const finiteNow = finite === undefined ? -1 : parts.indexOf(finite);
  const tails = parts.filter(
    (part, at) =>
      at > finiteNow &&
      finiteNow >= 0 &&
      part.kind === "verb" &&
      part !== finite &&
      (part.tense === "infinitive" || part.tense === "participle"),
  );
  const negation = parts.find(({ kind }) => kind === "negation");
  if (finiteNow < 0) return infinitiveFirst(parts);
  if (tails.length === 0 && negation === undefined) return parts;
  const moved = new Set([...tails, ...(negation === undefined ? [] : [negation])]);
  const rest = parts.filter((part) => !moved.has(part));
  const at = finite === undefined ? 0 : rest.indexOf(finite) + 1;
  // Coordinated infinitives ("lesen, zuhören") stay with their own commas.
  return [...rest.slice(0, at), ...(negation === undefined ? [] : [negation]), ...tails, ...rest.slice(at)];
}

/** "und kostenlos lernen": the infinitive comes right after "and". */
function infinitiveFirst(parts: readonly Tagged[]): Tagged[] {
  const last = parts.findLast(({ kind }) => kind === "verb");
  const and = parts.findLastIndex(({ kind, english }) => kind === "fixed" && /^(?:and|or)$/.test(english));
  if (last?.tense !== "infinitive" || and < 0) return [...parts];
  const rest = parts.filter((part) => part !== last);
  return [...rest.slice(0, and + 1), last, ...rest.slice(and + 1)];
}

/** The first noun or pronoun that no preposition governs. */
function subjectOf(parts: readonly Tagged[]): number | undefined {
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    if (part === undefined || !isSubjectLike(part)) continue;
    let start = at;
    while (start > 0 && /^(?:determiner|adjective|number)$/.test(parts[start - 1]?.kind ?? "")) start--;
    if (parts[start - 1]?.kind !== "preposition") return at;
  }
  return undefined;
}
