import type { Foreign } from "../languages.ts";
import { chooseReading } from "./choose-reading.ts";
import { foreignIndex } from "./foreign-index.ts";
import type { ForeignReading } from "./foreign-reading.ts";
import { longestMatch } from "./longest-match.ts";
import { existenceAt, hourAt } from "./set-phrases.ts";
import { spreadContractions } from "./spread-contractions.ts";
import type { Tagged } from "./tagged.ts";
import { tokenize } from "./tokenize.ts";

const negations: Record<Foreign, ReadonlySet<string>> = {
  es: new Set(["no"]),
  fr: new Set(["pas"]),
  de: new Set(["nicht"]),
};
/** Words that English leaves out. */
const dropped: Record<Foreign, ReadonlySet<string>> = {
  es: new Set(["se"]),
  fr: new Set(["ne", "se"]),
  de: new Set(["sich"]),
};

/** Reads a foreign sentence: phrases first, then words, each in the reading that its neighbours make likely. */
export function tagForeign(sentence: string, language: Foreign): Tagged[] {
  const index = foreignIndex(language);
  const tokens = tokenize(spreadContractions(sentence, language));
  const tagged: Tagged[] = [];
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    if (token === undefined) break;
    const { isGlued, text, lower } = token;
    const existence = existenceAt(tokens, at, language);
    const match = longestMatch(index, tokens, at);
    const hour = hourAt(tokens, at, language);
    if (language === "fr" && lower === "de" && isPartitive(tagged.at(-1))) {
      at += /^(?:le|la)$/.test(tokens[at + 1]?.lower ?? "") ? 2 : 1;
    } else if (hour !== undefined) {
      tagged.push({ kind: "fixed", english: hour.english, isGlued });
      at += hour.length;
    } else if (token.kind !== "word") {
      tagged.push({ kind: token.kind === "mark" ? "mark" : "kept", english: text, isGlued });
      at++;
    } else if (existence !== undefined) {
      tagged.push({ kind: "existence", english: "", isGlued, tense: existence.tense });
      at += existence.length;
    } else if (negations[language].has(lower)) {
      tagged.push({ kind: "negation", english: "not", isGlued });
      at++;
    } else if (match !== undefined && !(match.length === 1 && dropped[language].has(lower))) {
      tagged.push({ ...asTagged(chooseReading(match.entry, tagged, tokens, at, language), isGlued), source: lower });
      at += match.length;
    } else {
      if (!dropped[language].has(lower))
        tagged.push({ kind: isName(text, at, language) ? "kept" : "unknown", english: text, isGlued });
      at++;
    }
  }
  return tagged;
}

/** "mange du pain", "pas de temps": English has no word for this "de". "vient de" is another. */
function isPartitive(previous: Tagged | undefined): boolean {
  if (previous?.kind === "negation") return true;
  const { verb, tense } = previous ?? {};
  return (
    verb !== undefined &&
    tense !== "infinitive" &&
    !/^(?:be|come|go|arrive|leave|return|speak|talk|fall)$/.test(verb.base)
  );
}

function asTagged(reading: ForeignReading, isGlued: boolean): Tagged {
  switch (reading.kind) {
    case "noun":
      return {
        kind: "noun",
        english: (reading.isPlural ? reading.noun.plural : reading.noun.singular) ?? reading.noun.singular,
        isGlued,
        isPlural: reading.isPlural,
      };
    case "adjective":
      return {
        kind: "adjective",
        english: reading.isComparative ? reading.adjective.comparative : reading.adjective.base,
        isGlued,
      };
    case "verb":
      return {
        kind: "verb",
        english: reading.verb.base,
        isGlued,
        verb: reading.verb,
        tense: reading.tense,
        person: reading.person,
      };
    case "modal":
      return { kind: "modal", english: reading.english, isGlued, person: reading.person };
    case "have":
      return { kind: "have", english: "have", isGlued, tense: reading.tense, person: reading.person };
    default:
      return { kind: reading.kind, english: reading.english, isGlued };
  }
}

/** German writes every noun with a capital, so there a capital proves nothing. */
function isName(text: string, at: number, language: Foreign): boolean {
  return at > 0 && language !== "de" && /^\p{Lu}/u.test(text);
}
