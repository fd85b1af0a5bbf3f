import type { Foreign } from "../languages.ts";
import { addIng, addS } from "../lexicon/english-forms.ts";
import type { Tagged } from "../parse/tagged.ts";

/** The English form of a foreign verb, with the subject that Spanish leaves out. */
export function englishVerb(part: Tagged, at: number, parts: readonly Tagged[], language: Foreign): string {
  const { verb, tense } = part;
  if (verb === undefined) return part.english;
  const previous = parts.slice(0, at).findLast(({ kind }) => kind !== "negation");
  if (tense === "participle") return verb.participle;
  if (tense === "infinitive") {
    if (previous?.kind === "modal" || isCoordinated(at, parts)) return verb.base;
    return previous?.kind === "preposition" ? addIng(verb.base) : `to ${verb.base}`;
  }
  const subject = missingSubject(part, at, parts, language);
  const negated = isNegated(parts, at);
  const isThirdPerson = isThird(part, at, parts);
  const isPerfect = parts[at + 1]?.tense === "participle" && verb.base === "have";
  if (tense === "future" || tense === "conditional")
    return `${subject}${tense === "future" ? "will" : "would"}${negated ? " not" : ""} ${verb.base}`;
  if (verb.base === "be") return `${subject}${beForm(part, tense === "past", at, parts)}${negated ? " not" : ""}`;
  if (isPerfect) return `${subject}${isThirdPerson ? "has" : "have"}${negated ? " not" : ""}`;
  if (negated) return `${subject}${tense === "past" ? "did" : isThirdPerson ? "does" : "do"} not ${verb.base}`;
  if (tense === "past") return `${subject}${verb.past}`;
  return `${subject}${isThirdPerson ? (verb.base === "have" ? "has" : addS(verb.base)) : verb.base}`;
}

export function isNegated(parts: readonly Tagged[], at: number): boolean {
  return parts[at - 1]?.kind === "negation" || parts[at + 1]?.kind === "negation";
}

/** "leer, escuchar y aprender" after a modal are three bare infinitives. */
function isCoordinated(at: number, parts: readonly Tagged[]): boolean {
  for (let before = at - 1; before >= 0; before--) {
    const part = parts[before];
    if (part?.kind === "modal") return true;
    if (part?.kind === "verb" && part.tense === "infinitive") continue;
    if (part?.kind === "mark" ? part.english !== "," : !(part?.kind === "fixed")) return false;
  }
  return false;
}

function subjectBefore(at: number, parts: readonly Tagged[]): Tagged | undefined {
  for (let before = at - 1; before >= 0; before--) {
    const part = parts[before];
    if (part === undefined || part.kind === "conjunction" || (part.kind === "mark" && /[.;:!?,]/.test(part.english)))
      return undefined;
    if (part.kind === "subject" || part.kind === "kept") return part;
    if (part.kind === "noun" && governor(before, parts) !== "preposition") return part;
  }
  return undefined;
}

function governor(at: number, parts: readonly Tagged[]): Tagged["kind"] | undefined {
  let before = at - 1;
  while (before >= 0 && /^(?:determiner|adjective|number)$/.test(parts[before]?.kind ?? "")) before--;
  return parts[before]?.kind;
}

export function isThird(part: Tagged, at: number, parts: readonly Tagged[]): boolean {
  const subject = subjectBefore(at, parts);
  if (subject?.kind === "noun") return subject.isPlural !== true;
  if (subject?.kind === "subject") return /^(?:he|she|it)$/.test(subject.english);
  if (missingSubjectIsYou(part, parts[at - 1])) return false;
  return part.person === "it";
}

function missingSubjectIsYou(part: Tagged, previous: Tagged | undefined): boolean {
  return part.person === "it" && (part.kind === "modal" || previous?.english === "if");
}

function beForm(part: Tagged, isPast: boolean, at: number, parts: readonly Tagged[]): string {
  const third = isThird(part, at, parts);
  const isFirst = part.person === "I" && subjectBefore(at, parts)?.kind !== "noun";
  if (isPast) return third || isFirst ? "was" : "were";
  return isFirst ? "am" : third ? "is" : "are";
}

/** Spanish says the person with the verb alone. */
export function missingSubject(part: Tagged, at: number, parts: readonly Tagged[], language: Foreign): string {
  if (
    language !== "es" ||
    part.tense === "imperative" ||
    subjectBefore(at, parts) !== undefined ||
    part.person === undefined
  )
    return "";
  const previous = parts[at - 1];
  const continues = previous?.kind === "fixed" && /^(?:and|or)$/.test(previous.english);
  if (
    continues ||
    previous?.english === "that" ||
    previous?.english === "who" ||
    /^(?:object|subject)$/.test(previous?.kind ?? "")
  )
    return "";
  // Notices speak to "usted".
  if (missingSubjectIsYou(part, previous)) return "you ";
  return part.person === "it" && previous !== undefined && previous.kind !== "mark" && previous.kind !== "conjunction"
    ? ""
    : `${part.person} `;
}
