/**
 * The tags around a thought: of DeepSeek, Qwen and most others, of Seed, of Gemini; of Magistral. One behind a quotation
 * mark is spoken of, not used. That is asked after the bracket, so that a text without one is passed over fast.
 */
export const TAG = /<(?<![`'"]<)\/?(?:seed:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?)>|\[(?<![`'"]\[)\/?THINK\]/i;
/** What may become a tag when more comes, with the quotation mark before it. */
const UNDECIDED = /[`'"]?(?:[<[][^>\]\s]{0,14})?$/;

/** Leaves out of a text that comes in pieces what stands between the tags of thoughts. */
export function createThoughtFilter() {
  let held = "";
  /** From its tag on; undefined when what comes is said. */
  let thought: string | undefined;
  let hasSaid = false;
  return {
    /** What is said with this piece. */
    push(piece: string): string {
      held += piece;
      let said = "";
      const take = (length: number) => {
        const taken = held.slice(0, length);
        held = held.slice(length);
        if (thought === undefined) said += taken;
        else thought += taken;
      };
      for (let tag = TAG.exec(held); tag; tag = TAG.exec(held)) {
        take(tag.index);
        held = held.slice(tag[0].length);
        thought = tag[0].includes("/") ? undefined : tag[0];
        hasSaid ||= said.trim() !== "";
      }
      take(UNDECIDED.exec(held)?.index ?? held.length);
      hasSaid ||= said.trim() !== "";
      return said;
    },
    /** What was held back at the end. A tag in the middle that nothing closes was only named. */
    end: () => (thought === undefined ? held : hasSaid ? thought + held : ""),
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
