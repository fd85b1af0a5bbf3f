import type { Language } from "./languages.ts";
import { parseEnglish } from "./parse/parse-english.ts";
import { tagForeign } from "./parse/tag-foreign.ts";
import { renderEnglish } from "./render/render-english.ts";
import { renderSentence } from "./render/render-sentence.ts";
import { widenEmphasis } from "./widen-emphasis.ts";

/** Translates one sentence; between two foreign languages by way of English. */
export function translateSentence(sentence: string, from: Language, to: Language): string {
  const english =
    from === "en" ? widenEmphasis(sentence) : withCapital(renderEnglish(tagForeign(sentence, from), from), sentence);
  if (to === "en") return english;
  const translated = withCapital(renderSentence(parseEnglish(english), to), sentence);
  return to === "es" ? withOpeningMark(translated) : translated;
}

/** Spanish opens a question or an exclamation too. */
function withOpeningMark(sentence: string): string {
  const closing = /([?!])["”’)*_]*$/.exec(sentence)?.[1];
  return closing === undefined ? sentence : sentence.replace(/(?=[\p{L}\p{N}[])/u, closing === "?" ? "¿" : "¡");
}

/** Begins with a capital when the source sentence does; marks of Markdown and quotes may stand before. */
function withCapital(translated: string, source: string): string {
  const first = /\p{L}/u.exec(source)?.[0] ?? "";
  if (!/^\p{Lu}/u.test(first)) return translated;
  return translated.replace(/\p{L}/u, (letter) => letter.toUpperCase());
}
