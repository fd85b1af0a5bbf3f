import { blocksOf, type ContentBlock, type SamplingMessage } from "@kit/protocol";
import { cleanText, describeBlock } from "@kit/terminal";

/** What a person edits: a request, or an answer as its only message. */
export type Editable = { maxTokens?: number; systemPrompt?: string | undefined; messages: SamplingMessage[] };

/** A text in sections, and what their titles begin with. */
export type EditText = { text: string; marker: string };

/** One part of what is edited, with a title such as `user 3`, or `user 3 block 2` where a message has several. */
type Section = { title: string; text: string };

/**
 * Writes a request in sections, so that its texts are edited as they are read. The marker of a title is longer than
 * anything like it in the texts.
 */
export function toEditText({ maxTokens, systemPrompt, messages }: Editable): EditText {
  const sections: Section[] = [
    ...(maxTokens === undefined ? [] : [{ title: "maxTokens", text: String(maxTokens) }]),
    ...(systemPrompt === undefined ? [] : [{ title: "systemPrompt", text: cleanText(systemPrompt) }]),
    ...messages.flatMap(({ role, content }, index) => {
      const blocks = blocksOf(content);
      return blocks.map((block, at) => {
        const part = blocks.length > 1 ? ` block ${at + 1}` : "";
        return { title: `${role} ${index + 1}${part}${fixedNote(block)}`, text: cleanText(describeBlock(block)) };
      });
    }),
  ];
  let marker = "===";
  while (sections.some(({ text }) => text.includes(marker))) marker += "=";
  const help = [
    "# Edit what stands under the titles, save and close. An empty file changes nothing.",
    `# To leave a part out, delete it with its title. To add a message, write a title: ${marker} user`,
  ];
  return {
    marker,
    text: [...help, ...sections.map(({ title, text }) => `\n${marker} ${title}\n${text}`), ""].join("\n"),
  };
}

function fixedNote({ type }: ContentBlock): string {
  return type === "text" ? "" : ` (${type}: stays as it is)`;
}
