import type { Foreign } from "../languages.ts";

type Rule = readonly [pattern: RegExp, replacement: string];
const vowel = "(?=[aeiouyâàéèêëîïôœùû]|h(?!aut|uit|éros|ors))";

/** Words that melt together when they meet. */
const rules: Record<Foreign, readonly Rule[]> = {
  es: [
    [
      /\b(antes de|después de|desde|hasta|para|por) (lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b/giu,
      "$1 el $2",
    ],
    [/\b(a) el\b/giu, "$1l"],
    [/\b(d)e el\b/giu, "$1el"],
    [/\by (?=h?i(?!e))/giu, "e "],
    [/\bo (?=h?o)/giu, "u "],
    [/(a las? \p{L}+) por la (mañana|tarde|noche)/giu, "$1 de la $2"],
    [/\ba las una\b/giu, "a la una"],
    [/\bcon mí\b/giu, "conmigo"],
  ],
  fr: [
    [/(?<=(?:avons|avez|ont|ai|as|a|\p{L}{3,}) (?:pas|jamais) )(?:du|de la|des|une?) /giu, "de "],
    [/(?<!\p{L})(à) le (?=\p{L})(?![aeiouyâàéèêëîïôœùûh])/giu, "au "],
    [/(?<!\p{L})à les\b/giu, "aux"],
    [/(?<!\p{L})de les\b/giu, "des"],
    [/(?<!\p{L})de des\b/giu, "des"],
    [/(?<!\p{L})de de la (?=\p{L})/giu, "de "],
    [/(?<!\p{L})de du\b/giu, "du"],
    [/(?<!\p{L})de le (?=\p{L})(?![aeiouyâàéèêëîïôœùûh])/giu, "du "],
    [new RegExp(`(?<![\\p{L}'-])(l|d|j|m|t|s|n|qu)(?:e|(?<=l)a) ${vowel}`, "giu"), "$1'"],
    [/(?<!\p{L})si (?=ils?\b)/giu, "s'"],
    [/(?<!\p{L})(d)u (?=[aeiouyâàéèêëîïôœùû])/giu, "$1e l'"],
    [/(heures?) le matin/giu, "$1 du matin"],
    [/(heures?) le soir/giu, "$1 du soir"],
    [/(heures?) l'après-midi/giu, "$1 de l'après-midi"],
  ],
  de: [
    [/\b(in|an|von|bei|zu)( de[mr]\b)/giu, "$1$2"],
    [/,(?= ,)/g, ""],
    [/\bin dem\b/g, "im"],
    [/\bIn dem\b/g, "Im"],
    [/\ban dem\b/g, "am"],
    [/\bAn dem\b/g, "Am"],
    [/\bvon dem\b/gi, "vom"],
    [/\bbei dem\b/gi, "beim"],
    [/\bzu dem\b/gi, "zum"],
    [/\bzu der\b/gi, "zur"],
    [/\bin das\b/gi, "ins"],
    [/\ban das\b/gi, "ans"],
    [/(Uhr) am Morgen/gi, "$1 morgens"],
    [/(Uhr) am Nachmittag/gi, "$1 nachmittags"],
    [/(Uhr) am Abend/gi, "$1 abends"],
  ],
};

export function contract(text: string, language: Foreign): string {
  return rules[language].reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}
