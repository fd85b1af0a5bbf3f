import type { Foreign } from "../languages.ts";
import type { ForeignVerb } from "../lexicon/lexicon.ts";
import type { Modal } from "../parse/chunk.ts";
import type { Tense } from "./verb-form.ts";

const plain = { trail: "", isReflexive: false, takesBe: false, takesDative: false, prefix: "" };

/** Auxiliaries and modals, which the glossary does not hold. */
export const auxiliaries = {
  haber: { ...plain, infinitive: "haber", parts: ["", "", "", "habido", "habr"] },
  poder: { ...plain, infinitive: "poder", parts: ["puedo", "puede", "pudo", "", "podr"] },
  deber: { ...plain, infinitive: "deber", parts: [] },
  avoir: { ...plain, infinitive: "avoir", parts: ["a", "avons", "ont", "eu", "aur"] },
  être: { ...plain, infinitive: "être", parts: ["est", "sommes", "sont", "été", "ser"] },
  pouvoir: { ...plain, infinitive: "pouvoir", parts: ["peut", "pouvons", "peuvent", "pu", "pourr"] },
  devoir: { ...plain, infinitive: "devoir", parts: ["doit", "devons", "doivent", "dû", "devr"] },
} as const satisfies Record<string, ForeignVerb>;

/** How Spanish and French say a modal: a verb in a tense, or (without a verb) a tense of the main verb. */
export const romanceModals: Record<Exclude<Foreign, "de">, Record<Modal, { verb?: ForeignVerb; tense: Tense }>> = {
  es: {
    can: { verb: auxiliaries.poder, tense: "present" },
    could: { verb: auxiliaries.poder, tense: "conditional" },
    must: { verb: auxiliaries.deber, tense: "present" },
    should: { verb: auxiliaries.deber, tense: "conditional" },
    may: { verb: auxiliaries.poder, tense: "present" },
    might: { verb: auxiliaries.poder, tense: "conditional" },
    will: { tense: "future" },
    would: { tense: "conditional" },
  },
  fr: {
    can: { verb: auxiliaries.pouvoir, tense: "present" },
    could: { verb: auxiliaries.pouvoir, tense: "conditional" },
    must: { verb: auxiliaries.devoir, tense: "present" },
    should: { verb: auxiliaries.devoir, tense: "conditional" },
    may: { verb: auxiliaries.pouvoir, tense: "present" },
    might: { verb: auxiliaries.pouvoir, tense: "conditional" },
    will: { tense: "future" },
    would: { tense: "conditional" },
  },
};

/** German modals by person: ich, er, plural. */
export const germanModals: Record<Modal, readonly [I: string, it: string, plural: string]> = {
  can: ["kann", "kann", "können"],
  could: ["könnte", "könnte", "könnten"],
  must: ["muss", "muss", "müssen"],
  should: ["sollte", "sollte", "sollten"],
  may: ["kann", "kann", "können"],
  might: ["könnte", "könnte", "könnten"],
  will: ["werde", "wird", "werden"],
  would: ["würde", "würde", "würden"],
};
