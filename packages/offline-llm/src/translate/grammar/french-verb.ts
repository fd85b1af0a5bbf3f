import type { ForeignVerb } from "../lexicon/lexicon.ts";
import type { Person, Tense } from "./verb-form.ts";

type Persons = readonly [I: string, it: string, we: string, they: string, you: string];
const order: Record<Person, 0 | 1 | 2 | 3 | 4> = { I: 0, it: 1, we: 2, they: 3, you: 4 };

const irregularPresent: Record<string, Persons> = {
  être: ["suis", "est", "sommes", "sont", "êtes"],
  avoir: ["ai", "a", "avons", "ont", "avez"],
  aller: ["vais", "va", "allons", "vont", "allez"],
  faire: ["fais", "fait", "faisons", "font", "faites"],
  dire: ["dis", "dit", "disons", "disent", "dites"],
};

/** Verbs of state are told in the imparfait; the past of all others is composed with the participle. */
export const frenchImparfait: Record<string, Persons> = {
  être: ["étais", "était", "étions", "étaient", "étiez"],
  avoir: ["avais", "avait", "avions", "avaient", "aviez"],
};

const futureEndings: Persons = ["ai", "a", "ons", "ont", "ez"];
const conditionalEndings: Persons = ["ais", "ait", "ions", "aient", "iez"];

export function conjugateFrench(verb: ForeignVerb, tense: Tense, person: Person): string {
  const { infinitive, parts } = verb;
  const at = order[person];
  const stem = infinitive.slice(0, -2);
  const future = parts[4] || infinitive.replace(/e$/, "");
  switch (tense) {
    case "infinitive":
      return infinitive;
    case "participle":
      return parts[3] || `${stem}${infinitive.endsWith("er") ? "é" : infinitive.endsWith("ir") ? "i" : "u"}`;
    case "future":
      return `${future}${futureEndings[at]}`;
    case "conditional":
      return `${future}${conditionalEndings[at]}`;
    case "imperative":
      return presentForms(verb)[order.you];
    case "present":
      return presentForms(verb)[at];
    case "past":
      return frenchImparfait[infinitive]?.[at] ?? presentForms(verb)[at];
  }
}

function presentForms({ infinitive, parts }: ForeignVerb): Persons {
  const known = irregularPresent[infinitive];
  if (known !== undefined) return known;
  const stem = infinitive.slice(0, -2);
  const regular = regularForms(infinitive, stem);
  const it = parts[0] || regular[1];
  const we = parts[1] || regular[2];
  const they = parts[2] || regular[3];
  return [parts[0] ? firstFrom(it) : regular[0], it, we, they, we.replace(/ons$/, "ez")];
}

function regularForms(infinitive: string, stem: string): Persons {
  if (infinitive.endsWith("er")) {
    const soft = stem.endsWith("g") ? `${stem}e` : stem.replace(/c$/, "ç");
    return [`${stem}e`, `${stem}e`, `${soft}ons`, `${stem}ent`, `${stem}ez`];
  }
  if (infinitive.endsWith("ir")) return [`${stem}is`, `${stem}it`, `${stem}issons`, `${stem}issent`, `${stem}issez`];
  return [`${stem}s`, stem, `${stem}ons`, `${stem}ent`, `${stem}ez`];
}

/** "peut" → "peux", "dit" → "dis", "met" → "mets", "ouvre" stays. */
function firstFrom(it: string): string {
  if (it.endsWith("eut")) return `${it.slice(0, -1)}x`;
  if (/(?:et|d)$/.test(it)) return `${it}s`;
  return it.endsWith("t") ? `${it.slice(0, -1)}s` : it;
}
