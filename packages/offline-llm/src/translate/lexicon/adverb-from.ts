import type { Adjective, Fixed } from "./lexicon.ts";

/** "perfect" → "perfectly", "perfectamente", "parfaitement", "perfekt". */
export function adverbFrom({ base, foreign }: Adjective): Fixed {
  const [, feminine] = foreign.fr.forms;
  return {
    english: englishAdverb(base.toLowerCase()),
    foreign: {
      es: `${foreign.es.forms[1]}mente`,
      fr: frenchAdverb(foreign.fr.forms[0], feminine),
      de: foreign.de.forms[0],
    },
  };
}

/** "récent" → "récemment", "poli" → "poliment". */
function frenchAdverb(masculine: string, feminine: string): string {
  if (/.{3}[ae]nt$/.test(masculine)) return `${masculine.slice(0, -2)}mment`;
  return `${/(?:[^e]ie|ue|ée)$/.test(feminine) ? feminine.slice(0, -1) : feminine}ment`;
}

function englishAdverb(adjective: string): string {
  if (adjective.endsWith("y")) return `${adjective.slice(0, -1)}ily`;
  if (/[^aeiou]le$/.test(adjective)) return `${adjective.slice(0, -1)}y`;
  return adjective.endsWith("ic") ? `${adjective}ally` : `${adjective}ly`;
}
