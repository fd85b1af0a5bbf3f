import type { Foreign } from "../languages.ts";
import { foreignIndex } from "./foreign-index.ts";
import type { ForeignReading } from "./foreign-reading.ts";
import type { Tagged } from "./tagged.ts";
import type { Token } from "./tokenize.ts";

/** "la" is an article before a noun and a pronoun before a verb; "cocina" is a noun after "la". */
export function chooseReading(
  all: readonly ForeignReading[],
  before: readonly Tagged[],
  tokens: readonly Token[],
  at: number,
  language: Foreign,
): ForeignReading {
  const previous = before.at(-1);
  const isSmall = /^\p{Ll}/u.test(tokens[at]?.text ?? "");
  const withoutNouns = all.filter(({ kind }) => kind !== "noun");
  // German nouns have a capital, so a small letter excludes them.
  const readings = language === "de" && isSmall && withoutNouns.length > 0 ? withoutNouns : all;
  const find = (...kinds: ForeignReading["kind"][]) => {
    for (const wanted of kinds) {
      const reading = readings.find(({ kind }) => kind === wanted);
      if (reading !== undefined) return reading;
    }
    return undefined;
  };
  const text = tokens[at]?.text ?? "";
  const orFirst = (reading: ForeignReading | undefined) =>
    reading ?? readings[0] ?? { kind: "fixed" as const, english: text };
  const nextReadings = foreignIndex(language).get(tokens[at + 1]?.lower ?? "") ?? [];
  const nextIsNoun = nextReadings.some(({ kind }) => kind === "noun" || kind === "adjective" || kind === "number");
  const noun = find("noun");
  if (language === "de" && at > 0 && noun !== undefined && /^\p{Lu}/u.test(text)) return noun;
  // "Wir werden … finden": after a modal the verb at the end is an infinitive.
  const infinitive = readings.find((reading) => reading.kind === "verb" && reading.tense === "infinitive");
  if (language === "de" && infinitive !== undefined && isInModalClause(before)) return infinitive;
  const afterNominal =
    previous?.kind === "determiner" ||
    previous?.kind === "number" ||
    (previous?.kind === "adjective" && language !== "de");
  const modalOrHave = readings.find((reading) => reading.kind === "modal" || reading.kind === "have");
  if (modalOrHave !== undefined) return modalOrHave;
  if (afterNominal) return orFirst(find("noun", "adjective", "number"));
  if (nextIsNoun) return orFirst(find("determiner", "preposition", "conjunction", "adjective", "number", "fixed"));
  if (
    previous?.kind === "have" ||
    previous?.verb?.base === "have" ||
    previous?.verb?.base === "be" ||
    previous?.kind === "modal"
  ) {
    const verbal = readings.find(
      (reading) => reading.kind === "verb" && (reading.tense === "participle" || reading.tense === "infinitive"),
    );
    const quality = find("adjective");
    if (previous.verb?.base === "be" && quality !== undefined) return quality;
    if (verbal !== undefined) return verbal;
  }
  if (previous?.kind === "preposition") return orFirst(find("noun", "object", "determiner", "verb"));
  return orFirst(find("fixed", "conjunction", "preposition", "subject", "verb", "adjective", "noun"));
}

function isInModalClause(before: readonly Tagged[]): boolean {
  const start = before.findLastIndex(
    ({ kind, english }) => kind === "conjunction" || (kind === "mark" && english !== ","),
  );
  return before.slice(start + 1).some(({ kind }) => kind === "modal");
}
