import { conjugateFrench, frenchImparfait } from "../grammar/french-verb.ts";
import { auxiliaries, romanceModals } from "../grammar/modal-verbs.ts";
import type { Romance } from "../grammar/romance-noun-phrase.ts";
import { conjugateSpanish } from "../grammar/spanish-verb.ts";
import type { Person, Tense } from "../grammar/verb-form.ts";
import type { ForeignVerb } from "../lexicon/lexicon.ts";
import { spanishEstar } from "../parse/be-verb.ts";
import type { Chunk, VerbChunk } from "../parse/chunk.ts";
import { chooseVerb } from "./choose-verb.ts";
import { infinitiveLink } from "./infinitive-link.ts";
import { cliticOf, negate, stressBeforeClitic } from "./romance-clitics.ts";
import { romanceExistence } from "./romance-existence.ts";
import type { Subject } from "./subject.ts";

const conjugators = { es: conjugateSpanish, fr: conjugateFrench };

/** A verb with clitics, negation, modal and auxiliaries in Spanish or French. */
export function romanceVerb(
  chunk: VerbChunk,
  language: Romance,
  subject: Subject,
  previous: Chunk | undefined,
  next: Chunk | undefined,
): string {
  if (chunk.isExistence) return romanceExistence(chunk, language);
  const { person } = subject;
  const verb = chooseVerb(chunk, language, previous, next);
  const clitic = cliticOf(chunk, verb, person, language);
  const conjugate = conjugators[language];
  const main = (tense: Tense) => conjugate(verb, tense, person);

  if (chunk.tense === "infinitive")
    return `${infinitiveLink(previous, language)}${infinitive(verb, clitic, language, chunk)}`;
  if (chunk.tense === "participle") return agreed(main("participle"), subject);
  if (chunk.tense === "imperative") return imperative(main("imperative"), clitic, verb, chunk, language);

  const modal = chunk.modal === undefined ? undefined : romanceModals[language][chunk.modal];
  if (modal?.verb !== undefined) {
    const finite = negate(conjugate(modal.verb, modal.tense, person), "", chunk, language);
    return `${finite} ${infinitive(verb, clitic, language, chunk, subject)}`;
  }
  if (chunk.isPassive) {
    const be = language === "es" ? spanishBe(chunk, modal?.tense, person) : frenchBe(chunk, modal?.tense, person);
    const isSimplePast = language === "es" && chunk.tense === "past" && !chunk.isPerfect && modal === undefined;
    const finite = isSimplePast ? (subject.isPlural ? "fueron" : "fue") : be;
    return `${negate(finite, "", chunk, language)} ${agreed(main("participle"), subject)}`;
  }
  const isComposed =
    chunk.isPerfect ||
    (language === "fr" &&
      chunk.tense === "past" &&
      modal === undefined &&
      frenchImparfait[verb.infinitive] === undefined);
  if (isComposed) {
    const isBe = language === "fr" && (verb.takesBe || verb.isReflexive);
    const auxiliary = language === "es" ? auxiliaries.haber : isBe ? auxiliaries.être : auxiliaries.avoir;
    const auxiliaryTense = chunk.isPerfect && chunk.tense === "past" ? "past" : "present";
    const participle = isBe ? agreed(main("participle"), subject) : main("participle");
    return withTrail(
      `${negate(conjugate(auxiliary, auxiliaryTense, person), clitic, chunk, language)} ${participle}`,
      verb,
    );
  }
  return withTrail(negate(main(modal?.tense ?? tenseOf(chunk, undefined)), clitic, chunk, language), verb);
}

const spanishSer: ForeignVerb = { ...spanishEstar, infinitive: "ser", parts: ["", "", "", "sido"] };

function spanishBe(chunk: VerbChunk, tense: Tense | undefined, person: Person): string {
  if (tense === undefined && chunk.isPerfect)
    return `${conjugateSpanish(auxiliaries.haber, tenseOf(chunk, undefined), person)} sido`;
  return conjugateSpanish(spanishSer, tenseOf(chunk, tense), person);
}

function frenchBe(chunk: VerbChunk, tense: Tense | undefined, person: Person): string {
  if (tense === undefined && (chunk.tense === "past" || chunk.isPerfect))
    return `${conjugateFrench(auxiliaries.avoir, "present", person)} été`;
  return conjugateFrench(auxiliaries.être, tenseOf(chunk, tense), person);
}

function tenseOf(chunk: VerbChunk, modalTense: Tense | undefined): Tense {
  return modalTense ?? (chunk.tense === "past" ? "past" : "present");
}

function infinitive(verb: ForeignVerb, clitic: string, language: Romance, chunk: VerbChunk, subject?: Subject): string {
  const conjugate = conjugators[language];
  if (chunk.isPassive)
    return `${language === "es" ? "ser" : "être"} ${agreed(conjugate(verb, "participle", "it"), subject)}`;
  if (clitic === "") return withTrail(verb.infinitive, verb);
  return withTrail(language === "es" ? `${verb.infinitive}${clitic}` : `${clitic} ${verb.infinitive}`, verb);
}

function imperative(form: string, clitic: string, verb: ForeignVerb, chunk: VerbChunk, language: Romance): string {
  if (chunk.negation !== undefined) return withTrail(negate(form, clitic, chunk, language), verb);
  if (clitic === "") return withTrail(form, verb);
  return withTrail(
    language === "es" ? `${stressBeforeClitic(form)}${clitic}` : `${form}-${clitic === "me" ? "moi" : clitic}`,
    verb,
  );
}

function agreed(participle: string, subject: Subject | undefined): string {
  if (subject === undefined) return participle;
  const isSpanish = participle.endsWith("o");
  if (isSpanish)
    return `${subject.gender === "f" ? `${participle.slice(0, -1)}a` : participle}${subject.isPlural ? "s" : ""}`;
  const feminine = subject.gender === "f" ? `${participle}e` : participle;
  return subject.isPlural && !feminine.endsWith("s") ? `${feminine}s` : feminine;
}

function withTrail(text: string, verb: ForeignVerb): string {
  return verb.trail === "" ? text : `${text} ${verb.trail}`;
}
