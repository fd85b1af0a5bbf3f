/** Tags of thoughts and of chat templates. Behind a quotation mark they are spoken of: that is slow, so asked second. */
export const TAG = new RegExp(
  [
    String.raw`<(?<![\`'"]<)\/?(?:\w{1,12}[:_])?(?:think(?:ing)?|thoughts?|reason(?:ing)?|scratchpad)\s?>`,
    String.raw`<(?<![\`'"]<)(?:\|\/?\w{1,24}\||end_of_turn)>`,
    String.raw`\[(?<![\`'"]\[)\/?THINK\]|◁\/?think▷`,
  ].join("|"),
  "i",
);
/** What may become a tag when more comes, with the quotation mark before it. */
const UNDECIDED = /[`'"]?(?:[<[◁][^>\]▷\s]{0,28}\s?)?$/;

/** gpt-oss begins each message with a head that names its channel: `<|channel|>analysis<|message|>`. */
const HEAD = /^<\|(?:start|channel|constrain)\|>/i;

/** Whether what follows the tag is no part of the answer. */
function isThoughtAfter(tag: string, before: string | undefined): boolean {
  if (HEAD.test(tag)) return true;
  if (/^<\|message/i.test(tag)) {
    const [, ...channels] = before?.split("<|channel|>") ?? [];
    return channels.length > 0 && !channels.at(-1)?.startsWith("final");
  }
  return /think|thought|reason|scratchpad/i.test(tag) && !isClosing(tag);
}

function isClosing(tag: string): boolean {
  return /^.?\|?(?:\/|end_)/.test(tag);
}

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
        const head = thought !== undefined && HEAD.test(thought) ? thought : "";
        thought = isThoughtAfter(tag[0], thought) ? head + tag[0] : undefined;
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
  const isOpen = isClosing(first[0]) && first[0] !== "<end_of_turn>";
  const said = filter.push(isOpen ? text.slice(first.index + first[0].length) : text) + filter.end();
  return said.trim();
}
