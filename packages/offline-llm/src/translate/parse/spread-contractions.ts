import type { Foreign } from "../languages.ts";

type Rule = readonly [pattern: RegExp, replacement: string];

const rules: Record<Foreign, readonly Rule[]> = {
  es: [
    [/\b(a)l\b/giu, "$1 el"],
    [/\b(d)el\b/giu, "$1e el"],
    [/[¿¡]/gu, ""],
  ],
  fr: [
    [/(?<!\p{L})(c)'est(?!\p{L})/giu, "$1e est"],
    [/(?<!\p{L})(jusqu|lorsqu|puisqu|qu|l|d|j|m|t|s|n)['’](?=\p{L})/giu, "$1e "],
    [/(?<!\p{L})(a)ux(?!\p{L})/giu, "$1 les"],
    [/(?<!\p{L})(a)u(?!\p{L})/giu, "$1 le"],
    [/(?<!\p{L})(d)u(?!\p{L})/giu, "$1e le"],
  ],
  de: [
    [/\b(i)m\b/giu, "$1n dem"],
    [/\b(i)ns\b/giu, "$1n das"],
    [/\b(a)m\b/giu, "$1n dem"],
    [/\b(a)ns\b/giu, "$1n das"],
    [/\b(v)om\b/giu, "$1on dem"],
    [/\b(b)eim\b/giu, "$1ei dem"],
    [/\b(z)um\b/giu, "$1u dem"],
    [/\b(z)ur\b/giu, "$1u der"],
  ],
};

/** Takes apart what melts together ("del", "l'eau", "im"), in sentences and in the glossary alike. */
export function spreadContractions(text: string, language: Foreign): string {
  return rules[language].reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}
