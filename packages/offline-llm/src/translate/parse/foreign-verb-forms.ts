import { conjugateFrench } from "../grammar/french-verb.ts";
import { conjugateGerman } from "../grammar/german-verb.ts";
import { auxiliaries, germanModals } from "../grammar/modal-verbs.ts";
import { conjugateSpanish } from "../grammar/spanish-verb.ts";
import type { Person, Tense } from "../grammar/verb-form.ts";
import type { Foreign } from "../languages.ts";
import type { ForeignVerb, Verb } from "../lexicon/lexicon.ts";
import type { Add } from "./foreign-reading.ts";

const conjugators = { es: conjugateSpanish, fr: conjugateFrench, de: conjugateGerman };
const tenses: readonly Tense[] = ["present", "past", "future", "conditional", "imperative", "infinitive", "participle"];
const persons: readonly Person[] = ["it", "they", "we", "I", "you"];

/** Enters every form of a verb. */
export function addVerb(add: Add, verb: Verb, foreign: ForeignVerb, language: Foreign): void {
  const seen = new Set<string>();
  for (const tense of tenses) {
    for (const person of persons) {
      const form = `${conjugators[language](foreign, tense, person)} ${foreign.trail}`.trim();
      const key = `${form} ${tense}`;
      if (!seen.has(key)) add(form, { kind: "verb", verb, tense, person });
      seen.add(key);
    }
  }
  const participle = conjugators[language](foreign, "participle", "it");
  for (const ending of language === "es" ? ["a", "os", "as"] : ["e", "s", "es"]) {
    add((language === "es" ? participle.slice(0, -1) : participle) + ending, {
      kind: "verb",
      verb,
      tense: "participle",
      person: "it",
    });
  }
}

/** Enters the modals, and "haber", which only helps other verbs. */
export function addAuxiliaries(add: Add, language: Foreign): void {
  if (language === "de") {
    for (const [english, [I, it, plural]] of Object.entries(germanModals)) {
      if (english === "may" || english === "might") continue;
      add(I, { kind: "modal", english, person: "I" });
      add(it, { kind: "modal", english, person: "it" });
      add(plural, { kind: "modal", english, person: "we" });
    }
    return;
  }
  const conjugate = conjugators[language];
  const [can, must, have] =
    language === "es"
      ? [auxiliaries.poder, auxiliaries.deber, auxiliaries.haber]
      : [auxiliaries.pouvoir, auxiliaries.devoir, auxiliaries.avoir];
  for (const person of persons) {
    add(conjugate(can, "present", person), { kind: "modal", english: "can", person });
    add(conjugate(can, "conditional", person), { kind: "modal", english: "could", person });
    add(conjugate(must, "present", person), { kind: "modal", english: "must", person });
    add(conjugate(must, "conditional", person), { kind: "modal", english: "should", person });
    if (language === "es") {
      add(conjugate(have, "present", person), { kind: "have", tense: "present", person });
      add(conjugate(have, "past", person), { kind: "have", tense: "past", person });
    }
  }
}
