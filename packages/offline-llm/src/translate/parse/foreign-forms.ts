import type { Foreign } from "../languages.ts";
import type { Adjective } from "../lexicon/lexicon.ts";
import type { Add } from "./foreign-reading.ts";

const germanEndings = ["e", "en", "er", "es", "em"];

/** Every form of a cell of the determiner table. */
export function determinerForms(cell: string): string[] {
  const stem = cell.slice(0, -1);
  if (cell === "d+") return ["der", "die", "das", "den", "dem", "des"];
  if (/[+*-]$/.test(cell))
    return [...germanEndings.map((ending) => stem + ending), ...(cell.endsWith("-") ? [stem] : [])];
  return cell.split("/");
}

export function nounForms(form: string, isPlural: boolean, language: Foreign): string[] {
  if (language !== "de") return [form];
  return isPlural ? [form, `${form}n`] : [form, `${form}s`, `${form}es`];
}

export function addAdjective(add: Add, adjective: Adjective, language: Foreign): void {
  const { forms } = adjective.foreign[language];
  if (language === "de") {
    const [base, stem, comparative] = forms;
    for (const form of [base, ...germanEndings.map((ending) => stem + ending)])
      add(form, { kind: "adjective", adjective, isComparative: false });
    for (const ending of ["", ...germanEndings])
      add(comparative + ending, { kind: "adjective", adjective, isComparative: true });
    return;
  }
  for (const form of new Set(forms)) add(form, { kind: "adjective", adjective, isComparative: false });
  const short: Record<string, string> = {
    bueno: "buen",
    malo: "mal",
    primero: "primer",
    tercero: "tercer",
    grande: "gran",
    beau: "bel",
    nouveau: "nouvel",
    vieux: "vieil",
  };
  const shortForm = short[forms[0]];
  if (shortForm !== undefined) add(shortForm, { kind: "adjective", adjective, isComparative: false });
}
