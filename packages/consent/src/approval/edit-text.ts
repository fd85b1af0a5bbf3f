import { blocksOf, type ContentBlock, describeBlock, KitError, type SamplingMessage } from "@kit/protocol";
import { cleanText } from "@kit/terminal";

/** What a user edits: a request, or an answer as its only message. */
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

const TITLE = /^(?:(maxTokens|systemPrompt)|(user|assistant)(?: (\d+)(?: block (\d+))?)?(?: \(.*\))?)$/;

type Part = { role: "user" | "assistant"; number: number | undefined; block: ContentBlock };

/**
 * Reads what a user made of an edit text. What they left alone stays as it was to the byte, whatever the editor does
 * to line ends. Undefined when they emptied it.
 *
 * @throws {KitError} "invalid_request" naming the line that cannot be read.
 */
export function readEditText<T extends Editable>(edited: string, { marker }: EditText, original: T): T | undefined {
  const sections = readSections(edited, marker);
  if (sections.length === 0) return undefined;
  const { systemPrompt: _, ...changed } = original;
  const parts: Part[] = [];
  const result = { ...changed } as T;
  for (const { title, text } of sections) {
    const [, field, role, number, block = "1"] = TITLE.exec(title) ?? [];
    if (field === "maxTokens") result.maxTokens = Number(text);
    else if (field === "systemPrompt") setSystemPrompt(result, text, original.systemPrompt);
    else if (role !== "user" && role !== "assistant") throw unreadable(`no title like "${title}"`);
    else if (number === undefined) parts.push({ role, number, block: { type: "text", text } });
    else {
      const was = blocksOf(original.messages[Number(number) - 1]?.content ?? [])[Number(block) - 1];
      if (was === undefined) throw unreadable(`no part "${title}" in the request`);
      parts.push({ role, number: Number(number), block: changeBlock(was, text) });
    }
  }
  result.messages = toMessages(parts, original.messages);
  return result;
}

function readSections(edited: string, marker: string): { title: string; text: string }[] {
  const sections: { title: string; lines: string[] }[] = [];
  for (const line of edited.replaceAll("\r\n", "\n").split("\n")) {
    const current = sections.at(-1);
    if (line.startsWith(`${marker} `)) sections.push({ title: line.slice(marker.length).trim(), lines: [] });
    else if (current !== undefined) current.lines.push(line);
    else if (line.trim() !== "" && !line.startsWith("#")) throw unreadable(`text before the first title: "${line}"`);
  }
  return sections.map(({ title, lines }) => ({ title, text: lines.join("\n").trimEnd() }));
}

function setSystemPrompt(result: Editable, text: string, original: string | undefined): void {
  if (isUnchanged(text, original)) result.systemPrompt = original;
  else if (text !== "") result.systemPrompt = text;
}

function changeBlock(block: ContentBlock, text: string): ContentBlock {
  if (block.type !== "text" || isUnchanged(text, describeBlock(block))) return block;
  return { ...block, text };
}

function isUnchanged(text: string, original: string | undefined): boolean {
  return original !== undefined && cleanText(original).trimEnd() === text;
}

/** Parts with the same number are blocks of one message. */
function toMessages(parts: readonly Part[], originals: readonly SamplingMessage[]): SamplingMessage[] {
  const messages: { part: Part; blocks: ContentBlock[] }[] = [];
  for (const part of parts) {
    const before = messages.at(-1);
    const continues =
      part.number !== undefined && before?.part.number === part.number && before.part.role === part.role;
    if (continues) before.blocks.push(part.block);
    else messages.push({ part, blocks: [part.block] });
  }
  return messages.map(({ part: { role, number }, blocks }) => {
    const original = number === undefined ? undefined : originals[number - 1];
    const [only] = blocks;
    const isBare = blocks.length === 1 && only !== undefined && !Array.isArray(original?.content);
    return { ...original, role, content: isBare ? only : blocks };
  });
}

function unreadable(what: string): KitError {
  return new KitError("invalid_request", `The edited text cannot be read: ${what}.`);
}
