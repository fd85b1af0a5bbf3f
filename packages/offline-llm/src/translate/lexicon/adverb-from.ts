import type { Adjective, Fixed } from "./lexicon.ts";

/** "perfect" → "perfectly", "perfectamente", "parfaitement", "perfekt". */
export function adverbFrom({ base, foreign }: Adjective): Fixed {
  const [, feminine] = foreign.fr.forms;
  return {
    english: englishAdverb(base.toLowerCase()),
    foreign: {
      es: `${foreign.es.forms[1]}mente`,
      fr: /(?:[^e]ie|ue|ée)$/.test(feminine) ? `${feminine.slice(0, -1)}ment` : `${feminine}ment`,
      de: foreign.de.forms[0],
    },
  };
}

function englishAdverb(adjective: string): string {
  if (adjective.endsWith("y")) return `${adjective.slice(0, -1)}ily`;
  if (/[^aeiou]le$/.test(adjective)) return `${adjective.slice(0, -1)}y`;
  return adjective.endsWith("ic") ? `${adjective}ally` : `${adjective}ly`;
}
