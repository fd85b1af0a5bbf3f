import { addEr } from "./english-forms.ts";
import type { Adjective, ForeignAdjective } from "./lexicon.ts";
import type { Row } from "./load-lexicon.ts";
import { frenchPlural, spanishPlural } from "./read-noun.ts";

type Forms = ForeignAdjective["forms"];

export function readAdjective([english, es, fr, de]: Row): Adjective {
  const [base = "", comparative = addEr(base)] = english.split(" ");
  return {
    base,
    comparative,
    foreign: { es: readForeign(es, spanishForms), fr: readForeign(fr, frenchForms), de: readForeign(de, germanForms) },
  };
}

function readForeign(cell: string, formsOf: (word: string) => Forms): ForeignAdjective {
  const word = cell.replace(/^</, "").replace(/[!*]$/, "");
  const forms: Forms = cell.endsWith("!") ? [word, word, word, word] : formsOf(word);
  return { forms, isBeforeNoun: cell.startsWith("<"), isSpecial: /[!*]$/.test(cell) };
}

function spanishForms(word: string): Forms {
  if (word.includes("/")) return asForms(word, spanishPlural);
  const feminine = word.endsWith("o") ? `${word.slice(0, -1)}a` : word;
  return [word, feminine, spanishPlural(word), spanishPlural(feminine)];
}

function frenchForms(word: string): Forms {
  if (word.includes("/")) return asForms(word, frenchPlural);
  const feminine = word.endsWith("e") ? word : `${word}e`;
  return [word, feminine, frenchPlural(word), frenchPlural(feminine)];
}

function asForms(word: string, pluralOf: (word: string) => string): Forms {
  const [masculine = "", feminine = masculine, masculines = pluralOf(masculine), feminines = pluralOf(feminine)] =
    word.split("/");
  return [masculine, feminine, masculines, feminines];
}

/** "teuer~teur >teurer": predicate form, stem before endings, comparative. */
function germanForms(word: string): Forms {
  const [, base = word, stem = base, comparative = `${stem}er`] = /^([^~ ]+)(?:~(\S+))?(?: >(\S+))?$/.exec(word) ?? [];
  return [base, stem, comparative, ""];
}
