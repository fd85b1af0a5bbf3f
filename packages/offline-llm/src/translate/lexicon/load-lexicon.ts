import { adjectives } from "../glossary/adjectives.ts";
import { conjunctions } from "../glossary/conjunctions.ts";
import { determiners } from "../glossary/determiners.ts";
import { nouns } from "../glossary/nouns.ts";
import { numbers } from "../glossary/numbers.ts";
import { phrases } from "../glossary/phrases.ts";
import { prepositions } from "../glossary/prepositions.ts";
import { pronouns } from "../glossary/pronouns.ts";
import { verbs } from "../glossary/verbs.ts";
import type { Fixed, Lexicon, Pronoun } from "./lexicon.ts";
import { readAdjective } from "./read-adjective.ts";
import { readNoun } from "./read-noun.ts";
import { readVerb } from "./read-verb.ts";

let loaded: Lexicon | undefined;

/** Reads the glossary tables once. */
export function loadLexicon(): Lexicon {
  loaded ??= {
    nouns: rowsOf(nouns).map(readNoun),
    adjectives: rowsOf(adjectives).map(readAdjective),
    verbs: rowsOf(verbs).map(readVerb),
    phrases: rowsOf(phrases).map(readFixed),
    conjunctions: rowsOf(conjunctions).map(readFixed),
    determiners: rowsOf(determiners).map(readFixed),
    numbers: rowsOf(numbers).map(readFixed),
    pronouns: rowsOf(pronouns).map(readPronoun),
    prepositions: rowsOf(prepositions).map(readFixed),
  };
  return loaded;
}

/** One line of a table: English, Spanish, French, German. */
export type Row = readonly [en: string, es: string, fr: string, de: string];

export function rowsOf(table: string): Row[] {
  return table
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [en = "", es = "", fr = "", de = ""] = line.split(" | ");
      return [en, es, fr, de];
    });
}

function readFixed([english, es, fr, de]: Row): Fixed {
  return { english, foreign: { es, fr, de } };
}

function readPronoun([english, es, fr, de]: Row): Pronoun {
  const [subject = "", object = ""] = english.split(" ");
  return { subject, object, foreign: { es: threeForms(es), fr: threeForms(fr), de: threeForms(de) } };
}

function threeForms(cell: string): [string, string, string] {
  const [subject = "", object = "", third = ""] = cell.split(" ");
  return [subject === "-" ? "" : subject, object, third];
}
