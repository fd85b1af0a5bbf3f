const vowel = /[aeiou]/;

/** "box" → "boxes", "city" → "cities", "day" → "days"; also the -s of verbs. */
export function addS(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$|^(?:go|do|hero|echo|potato|tomato)$/.test(word) ? `${word}es` : `${word}s`;
}

export function addEd(verb: string): string {
  if (verb.endsWith("e")) return `${verb}d`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  return doublesLast(verb) ? `${verb}${verb.at(-1)}ed` : `${verb}ed`;
}

export function addIng(verb: string): string {
  if (/[^eoy]e$/.test(verb)) return `${verb.slice(0, -1)}ing`;
  return doublesLast(verb) ? `${verb}${verb.at(-1)}ing` : `${verb}ing`;
}

export function addEr(adjective: string): string {
  if (adjective.length > 6 || /(?:ful|ous|al|ic|ed|ing|ish|ary|ern|ent|ant)$/.test(adjective))
    return `more ${adjective}`;
  if (adjective.endsWith("e")) return `${adjective}r`;
  if (/[^aeiou]y$/.test(adjective)) return `${adjective.slice(0, -1)}ier`;
  return doublesLast(adjective) ? `${adjective}${adjective.at(-1)}er` : `${adjective}er`;
}

/** Verbs of two syllables that are spoken with weight on the second, and British ones in -l. */
const doubling: ReadonlySet<string> = new Set(
  "admit begin cancel commit control forget permit prefer refer regret submit transfer travel".split(" "),
);

/** One short vowel before one consonant: "stop", "big", but not "open" or "show". */
function doublesLast(word: string): boolean {
  return doubling.has(word) || (/^[^aeiou]*[aeiou][^aeiouwxy]$/.test(word) && vowel.test(word));
}
