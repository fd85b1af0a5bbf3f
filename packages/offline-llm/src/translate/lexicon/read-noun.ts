import { addS } from "./english-forms.ts";
import type { ForeignNoun, Gender, Noun } from "./lexicon.ts";
import type { Row } from "./load-lexicon.ts";

export function readNoun([english, es, fr, de]: Row): Noun {
  const [singular = "", plural] = english.replace("#", "").split("/");
  return {
    singular,
    plural: plural === "-" ? undefined : (plural ?? addS(singular)),
    isPerson: english.endsWith("#"),
    foreign: {
      es: readForeignNoun(es, spanishPlural),
      fr: readForeignNoun(fr, frenchPlural),
      de: readForeignNoun(de, (noun) => noun),
    },
  };
}

/** "salle de bain f salles de bain": words, gender (with a mark), plural. */
function readForeignNoun(cell: string, pluralOf: (singular: string) => string): ForeignNoun {
  const [, singular = cell, gender = "m", mark = "", plural] = /^(.+?) ([mfn])([!*]?)(?: (.+))?$/.exec(cell) ?? [];
  return {
    singular,
    plural: plural === "-" ? undefined : (plural ?? pluralOf(singular)),
    gender: asGender(gender),
    isSpecial: mark !== "",
  };
}

function asGender(letter: string): Gender {
  return letter === "f" || letter === "n" ? letter : "m";
}

export function spanishPlural(noun: string): string {
  if (noun.endsWith("z")) return `${noun.slice(0, -1)}ces`;
  const accented = /^(.*)([áéíóú])([ns])$/.exec(noun);
  if (accented !== null) {
    const plain = "aeiou".charAt("áéíóú".indexOf(accented[2] ?? ""));
    return `${accented[1]}${plain}${accented[3]}es`;
  }
  return /[aeiouáéó]$/.test(noun) ? `${noun}s` : `${noun}es`;
}

export function frenchPlural(noun: string): string {
  if (/[sxz]$/.test(noun)) return noun;
  if (/(?:eau|eu|œu)$/.test(noun)) return `${noun}x`;
  return noun.endsWith("al") ? `${noun.slice(0, -2)}aux` : `${noun}s`;
}
