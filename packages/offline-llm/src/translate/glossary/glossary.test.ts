import { expect, test } from "vitest";
import type { Foreign } from "../languages.ts";
import { loadLexicon, rowsOf } from "../lexicon/load-lexicon.ts";
import { adjectives } from "./adjectives.ts";
import { conjunctions } from "./conjunctions.ts";
import { determiners } from "./determiners.ts";
import { nouns } from "./nouns.ts";
import { numbers } from "./numbers.ts";
import { phrases } from "./phrases.ts";
import { prepositions } from "./prepositions.ts";
import { pronouns } from "./pronouns.ts";
import { verbs } from "./verbs.ts";

const tables = { adjectives, conjunctions, determiners, nouns, numbers, phrases, prepositions, pronouns, verbs };
type Name = keyof typeof tables;
const names = Object.keys(tables).filter((name): name is Name => Object.hasOwn(tables, name));
const languages: readonly Foreign[] = ["es", "fr", "de"];

const anything = /./;
const word = String.raw`[\p{L}'’-]+`;
const romanceNoun = /^.+? [mf]!?(?: \S.*)?$/;
const romanceAdjective = new RegExp(`^<?[^/]+(?:/${word}(?:/${word}/${word})?)?[!*]?$`, "u");

/** The form of each cell, as the head of each table describes it: English, Spanish, French, German. */
const forms: Record<Name, readonly [RegExp, RegExp, RegExp, RegExp]> = {
  adjectives: [
    /^[A-Za-z]+(?: [a-z]+)?$/,
    romanceAdjective,
    romanceAdjective,
    /^\p{Ll}+(?:~\p{Ll}+)?(?: >\p{Ll}+)?!?$/u,
  ],
  conjunctions: [anything, anything, anything, anything],
  determiners: [anything, anything, anything, anything],
  nouns: [
    /^\p{L}[\p{L}' ]*(?:\/(?:-|\p{L}[\p{L}' ]*))?#?$/u,
    romanceNoun,
    romanceNoun,
    /^\p{Lu}[\p{L}-]+ [mfn]\*? (?:-|\p{Lu}[\p{L}-]+)$/u,
  ],
  numbers: [/^\p{Ll}+$/u, /^\p{Ll}+$/u, /^\p{Ll}+$/u, /^\p{Ll}+$/u],
  phrases: [anything, anything, anything, anything],
  prepositions: [anything, anything, anything, /\+[adg]$/],
  pronouns: [/^\S+ \S+$/, /^\S+ \S+ \S+$/, /^\S+ \S+ \S+$/, /^\S+ \S+ \S+$/],
  verbs: [
    /^[a-z]+(?: [a-z]+){0,2}$/,
    /^\p{L}*[aeií]r(?:se)?(?:=[\p{L}=]+)?(?: (?:-|\p{L}+)){0,5}$/u,
    /^(?:se=)?\p{L}+(?:er|ir|re)\+?(?:=[\p{L}=]+)?\+?(?: (?:-|\p{L}+)){0,5}$/u,
    /^(?:sich=)?(?:\p{L}+\|)?\p{L}+n\+?~?(?: (?:-|\p{L}+)){0,3}$/u,
  ],
};

test.for(names)("every row of %s has four cells in the form that its table describes", (name) => {
  const lines = tables[name].split("\n").filter((line) => line !== "");
  for (const line of lines) {
    const cells = line.split(" | ");
    expect(cells, line).toHaveLength(4);
    for (const [at, cell] of cells.entries()) {
      expect(cell, line).toBe(cell.trim());
      expect(cell, line).toMatch(forms[name][at] ?? anything);
    }
  }
});

test.for(languages)("has at least 2,000 entries between English and %s", (language) => {
  const { pronouns: persons, ...rest } = loadLexicon();
  const toForeign = Object.values(rest).flat();
  const english = new Set(names.flatMap((name) => rowsOf(tables[name]).map(([cell]) => `${name} ${cell}`)));
  expect(persons.length + toForeign.length).toBeGreaterThanOrEqual(2_000);
  expect(english.size).toBeGreaterThanOrEqual(2_000);
  const column = languages.indexOf(language) + 1;
  const foreign = new Set(names.flatMap((name) => rowsOf(tables[name]).map((row) => `${name} ${row[column]}`)));
  expect(foreign.size).toBeGreaterThanOrEqual(2_000);
});

test("has phrases of at most five words and no sentences", () => {
  for (const [english] of rowsOf(phrases)) {
    expect(english.split(" ").length, english).toBeLessThanOrEqual(5);
    expect(english).not.toMatch(/[.!?]/);
  }
});

test.for(names.filter((name) => name !== "phrases"))("has no English word twice in %s", (name) => {
  const words = rowsOf(tables[name]).map(([english]) =>
    /verbs|adjectives/.test(name) ? english.split(" ")[0] : english.replace(/[/#].*/, ""),
  );
  expect(words.filter((english, at) => words.indexOf(english) !== at)).toEqual([]);
});

test("a German verb that takes no ge- says its participle", () => {
  for (const [english, , , german] of rowsOf(verbs)) {
    if (!/^(?:sich=)?(?:be(?!ten|llen|reit)|emp|ent|er|ge(?!hen)|miss|ver|zer)/.test(german)) continue;
    expect(german.split(" ").length, `${english}: ${german}`).toBe(4);
  }
});

test("a French verb outside the regular classes says its forms", () => {
  for (const [english, , french] of rowsOf(verbs)) {
    const [head = "", ...parts] = french.split(" ");
    expect([0, 4, 5], `${english}: ${french}`).toContain(parts.length);
    if (/(?:oir|ire|aître|indre|ettre|uire|courir|venir|tenir|ouvrir|offrir)\+?$/.test(head)) {
      expect(parts.length, `${english}: ${french}`).toBeGreaterThan(0);
    }
  }
});

test("a German noun without a plural has none in English, so that no sentence asks for it", () => {
  for (const [english, , , german] of rowsOf(nouns)) {
    if (/^(?:home|noise|staff|police)$/.test(english)) continue;
    if (german.endsWith(" -")) expect(english, german).toMatch(/\/-#?$/);
  }
});
