import type { ForeignVerb } from "../lexicon/lexicon.ts";
import type { Person, Tense } from "./verb-form.ts";

type Persons = readonly [I: string, it: string, we: string, they: string];
const order: Record<Person, 0 | 1 | 2 | 3> = { I: 0, you: 1, it: 1, we: 2, they: 3 };

/** What the principal parts do not give: present, past, imperative (usted). */
const irregular: Record<string, { present?: Persons; past?: Persons; imperative?: string }> = {
  ser: { present: ["soy", "es", "somos", "son"], past: ["era", "era", "éramos", "eran"], imperative: "sea" },
  estar: {
    present: ["estoy", "está", "estamos", "están"],
    past: ["estaba", "estaba", "estábamos", "estaban"],
    imperative: "esté",
  },
  haber: { present: ["he", "ha", "hemos", "han"], past: ["había", "había", "habíamos", "habían"] },
  tener: { past: ["tenía", "tenía", "teníamos", "tenían"] },
  ir: { present: ["voy", "va", "vamos", "van"], past: ["fui", "fue", "fuimos", "fueron"], imperative: "vaya" },
  dar: { past: ["di", "dio", "dimos", "dieron"], imperative: "dé" },
  ver: { past: ["vi", "vio", "vimos", "vieron"] },
  saber: { imperative: "sepa" },
};

const futureEndings: Persons = ["é", "á", "emos", "án"];
const conditionalEndings: Persons = ["ía", "ía", "íamos", "ían"];

export function conjugateSpanish(verb: ForeignVerb, tense: Tense, person: Person): string {
  const { infinitive, parts } = verb;
  const [first, third, , participle, future] = parts;
  const stem = infinitive.slice(0, -2);
  const isAr = infinitive.endsWith("ar");
  const at = order[person];
  switch (tense) {
    case "infinitive":
      return infinitive;
    case "participle":
      return participle || `${stem}${isAr ? "ado" : "ido"}`;
    case "future":
      return `${future || plain(infinitive)}${futureEndings[at]}`;
    case "conditional":
      return `${future || plain(infinitive)}${conditionalEndings[at]}`;
    case "present": {
      const it = third || `${stem}${isAr ? "a" : "e"}`;
      const forms: Persons = [first || `${stem}o`, it, ourForm(infinitive, stem), `${it}n`];
      return (irregular[infinitive]?.present ?? forms)[at];
    }
    case "imperative":
      return irregular[infinitive]?.imperative ?? politeImperative(first || `${stem}o`, isAr);
    case "past":
      return (irregular[infinitive]?.past ?? pastForms(verb))[at];
  }
}

function plain(infinitive: string): string {
  return infinitive.replace("í", "i");
}

function ourForm(infinitive: string, stem: string): string {
  if (/[ií]r$/.test(infinitive)) return `${stem}imos`;
  return `${stem}${infinitive.endsWith("ar") ? "amos" : "emos"}`;
}

/** "abro" → "abra", "busco" → "busque": usted takes the other vowel on the stem of "yo". */
function politeImperative(first: string, isAr: boolean): string {
  const stem = first.slice(0, -1);
  if (!isAr) return `${stem}a`;
  return `${stem.replace(/c$/, "qu").replace(/g$/, "gu").replace(/z$/, "c")}e`;
}

function pastForms({ infinitive, parts }: ForeignVerb): Persons {
  const stem = infinitive.slice(0, -2);
  const third = parts[2] ?? "";
  if (/[^i]o$/.test(third)) {
    const strong = third.slice(0, -1).replace(/z$/, "c");
    return [`${strong}e`, third, `${strong}imos`, `${strong}${strong.endsWith("j") ? "eron" : "ieron"}`];
  }
  if (infinitive.endsWith("ar")) {
    const soft = stem.replace(/c$/, "qu").replace(/g$/, "gu").replace(/z$/, "c");
    return [`${soft}é`, `${stem}ó`, `${stem}amos`, `${stem}aron`];
  }
  const it = third || `${stem}ió`;
  return [`${stem}í`, it, `${stem}imos`, /yó$/.test(it) ? it.replace(/yó$/, "yeron") : it.replace(/ió$/, "ieron")];
}
