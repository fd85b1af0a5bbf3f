import type { ForeignVerb } from "../lexicon/lexicon.ts";
import type { Person, Tense } from "./verb-form.ts";

type Persons = readonly [I: string, it: string, plural: string];

const irregular: Record<string, { present: Persons; past: Persons }> = {
  sein: { present: ["bin", "ist", "sind"], past: ["war", "war", "waren"] },
  haben: { present: ["habe", "hat", "haben"], past: ["hatte", "hatte", "hatten"] },
  werden: { present: ["werde", "wird", "werden"], past: ["wurde", "wurde", "wurden"] },
  können: { present: ["kann", "kann", "können"], past: ["konnte", "konnte", "konnten"] },
  müssen: { present: ["muss", "muss", "müssen"], past: ["musste", "musste", "mussten"] },
};

/** Their "ich" is like their "er". */
const likeModals = /^(?:wollen|mögen|wissen)$/;

/** The finite form without its separable prefix; infinitive and participle come whole. */
export function conjugateGerman(verb: ForeignVerb, tense: Tense, person: Person): string {
  const { infinitive, prefix, parts } = verb;
  const stem = infinitive.replace(/e?n$/, "");
  // "öffnet", "regnet", "zeichnet": the ending could not be said without it.
  const needsE = /(?:[td]|(?:[bdfgkpt]|ch)[mn])$/.test(stem);
  switch (tense) {
    case "infinitive":
      return `${prefix}${infinitive}`;
    case "participle":
      return parts[2] || regularParticiple(verb, stem, needsE);
    case "imperative":
      return infinitive;
    case "past": {
      const it = parts[1] || `${stem}${needsE ? "ete" : "te"}`;
      return pick(irregular[infinitive]?.past ?? [it, it, it.endsWith("e") ? `${it}n` : `${it}en`], person);
    }
    default: {
      const it = parts[0] || `${stem}${needsE ? "et" : "t"}`;
      const I = likeModals.test(infinitive) ? it : `${stem.replace(/el$/, "l")}e`;
      return pick(irregular[infinitive]?.present ?? [I, it, infinitive], person);
    }
  }
}

function pick([I, it, plural]: Persons, person: Person): string {
  if (person === "I") return I;
  return person === "it" ? it : plural;
}

function regularParticiple({ prefix, infinitive }: ForeignVerb, stem: string, needsE: boolean): string {
  const ge = infinitive.endsWith("ieren") ? "" : "ge";
  return `${prefix}${ge}${stem}${needsE ? "et" : "t"}`;
}
