import { detectLanguage } from "./detect-language.ts";
import type { Language } from "./languages.ts";
import type { TranslationRequest } from "./read-languages.ts";
import { translateLines } from "./translate-lines.ts";
import { translateSentence } from "./translate-sentence.ts";

const offer = "This offline model translates between English, Spanish, French and German only";

/**
 * Translates phrase by phrase with a glossary and a few rules of grammar. Words it does not know stay as they
 * are, marked like [word]. A language it does not offer is refused in one sentence.
 */
export async function translate(text: string, { source, target, targetName }: TranslationRequest): Promise<string> {
  if (target === undefined) {
    return targetName === undefined
      ? `${offer}, and the instruction names none of them as the target.`
      : `${offer}; it does not know ${targetName}.`;
  }
  const from: Language = source ?? (await detectLanguage(text));
  if (from === target) return text;
  return translateLines(text, (sentence) => translateSentence(sentence, from, target));
}
