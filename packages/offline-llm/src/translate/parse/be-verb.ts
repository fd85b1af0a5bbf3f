import type { ForeignVerb, Verb } from "../lexicon/lexicon.ts";

const plain = (infinitive: string): ForeignVerb => ({
  infinitive,
  parts:
    infinitive === "sein"
      ? ["ist", "war", "gewesen"]
      : infinitive === "être"
        ? ["est", "sommes", "sont", "été", "ser"]
        : ["", "", "", infinitive === "ser" ? "sido" : "estado"],
  trail: "",
  isReflexive: false,
  takesBe: infinitive === "sein",
  takesDative: false,
  prefix: "",
});

/** "to be" has its own forms everywhere, and two verbs in Spanish. */
export const beVerb: Verb = {
  base: "be",
  past: "was",
  participle: "been",
  foreign: { es: plain("ser"), fr: plain("être"), de: plain("sein") },
};

export const spanishEstar: ForeignVerb = plain("estar");
