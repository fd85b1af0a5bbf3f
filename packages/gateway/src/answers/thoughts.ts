/** The tags around a thought: of DeepSeek, Qwen and most others, of Seed, of Gemini; of Magistral. */
const TAGS = [String.raw`<\/?(?:seed:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?)>`, String.raw`\[\/?THINK\]`];
/** What is quoted is spoken of, not used. */
export const TAG = new RegExp(`(?<![\`'"])(?:${TAGS.join("|")})`, "i");
/** What may become a tag when more comes, with the quotation mark before it. */
const UNDECIDED = /[`'"]?(?:[<[][^>\]\s]{0,14})?$/;

/** Leaves out of a text that comes in pieces what stands between the tags of thoughts. */
export function createThoughtFilter() {
  let held = "";
  let isThinking = false;
  return {
    /** What is said with this piece. */
    push(piece: string): string {
      held += piece;
      let said = "";
      for (let tag = TAG.exec(held); tag; tag = TAG.exec(held)) {
        if (!isThinking) said += held.slice(0, tag.index);
        held = held.slice(tag.index + tag[0].length);
        isThinking = !tag[0].includes("/");
      }
      const from = UNDECIDED.exec(held)?.index ?? held.length;
      if (!isThinking) said += held.slice(0, from);
      held = held.slice(from);
      return said;
    },
    /** What was held back at the end. */
    end: () => (isThinking ? "" : held),
  };
}

/** A text without its thoughts. The first tag may stand in the prompt: then the text begins with a thought. */
export function withoutThoughts(text: string): string {
  const first = TAG.exec(text);
  if (!first) return text;
  const filter = createThoughtFilter();
  const isOpen = first[0].includes("/");
  const said = filter.push(isOpen ? text.slice(first.index + first[0].length) : text) + filter.end();
  return said.trim();
}
