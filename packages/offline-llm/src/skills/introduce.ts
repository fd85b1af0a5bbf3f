/** Says what this model is, for everything it cannot do and for a task that came without a text. */
export function introduce(askedSkill?: string): string {
  const missing =
    askedSkill === undefined ? "" : `To ${askedSkill}, this model needs a text, and the message has none. `;
  return `${missing}This is a small offline stand-in made of rules, not a language model. It can summarize a text, classify a text by labels you give, translate between English, Spanish, French and German word by word and phrase by phrase, and find the sentence of a text that answers a question. Write the instruction first, then the text.`;
}
