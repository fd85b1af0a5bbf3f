import { addEd } from "./english-forms.ts";
import type { ForeignVerb, Verb } from "./lexicon.ts";
import type { Row } from "./load-lexicon.ts";

export function readVerb([english, es, fr, de]: Row): Verb {
  const [base = "", past = addEd(base), participle = past] = english.split(" ");
  return { base, past, participle, foreign: { es: readForeign(es), fr: readForeign(fr), de: readForeign(de) } };
}

/** "sich=treffen trifft traf getroffen", "an|kommen+ kommt kam angekommen", "pedir=prestado pido pide pidió". */
function readForeign(cell: string): ForeignVerb {
  const [head = "", ...parts] = cell.split(" ");
  const words = head.replace(/[+~]+$/, "").split("=");
  const before = words[0] === "se" || words[0] === "sich" ? words.shift() : undefined;
  const [main = "", ...trail] = words;
  const [prefix, stem] = main.includes("|") ? main.split("|") : ["", main];
  const infinitive = stem ?? "";
  const isSpanishReflexive = /[aeií]rse$/.test(infinitive);
  return {
    infinitive: isSpanishReflexive ? infinitive.slice(0, -2) : infinitive,
    parts: parts.map((part) => (part === "-" ? "" : part)),
    trail: trail.join(" "),
    isReflexive: before !== undefined || isSpanishReflexive,
    takesBe: head.includes("+"),
    takesDative: head.includes("~"),
    prefix: prefix ?? "",
  };
}
