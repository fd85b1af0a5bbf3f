import { blocksOf, type ContentBlock, describeBlock, KitError, type SamplingMessage } from "@kit/protocol";
import { cleanText } from "@kit/terminal";

/** What a user edits: a request, or an answer as its only message. */
export type Editable = { maxTokens?: number; systemPrompt?: string | undefined; messages: SamplingMessage[] };

/** A text in sections, and what their titles begin with. */
export type EditText = { text: string; marker: string };

/** Writes a request in sections. The marker of a title is longer than anything like it in the texts. */
export function toEditText({ maxTokens, systemPrompt, messages }: Editable): EditText {
  const sections = [
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
  const written = sections.map(({ title, text }) => `\n${marker} ${title}\n${text}`);
  return { marker, text: [...help, ...written, ""].join("\n") };
}

function fixedNote({ type }: ContentBlock): string {
  return type === "text" ? "" : ` (${type}: stays as it is)`;
}

const TITLE = /^(?:(maxTokens|systemPrompt)|(user|assistant)(?: (\d+)(?: block (\d+))?)?(?: \(.*\))?)$/;

/**
 * Reads what a user made of an edit text: undefined when they emptied it. What they left alone stays as it was to the
 * byte. @throws {KitError} "invalid_request" naming the line that cannot be read.
 */
export function readEditText<T extends Editable>(edited: string, { marker }: EditText, original: T): T | undefined {
  const sections = readSections(edited, marker);
  if (sections.length === 0) return undefined;
  const { systemPrompt, ...changed } = original;
  const result = { ...changed } as T;
  const parts: { role: "user" | "assistant"; number: string | undefined; blocks: ContentBlock[] }[] = [];
  for (const { title, text } of sections) {
    const [, field, role, number, at = "1"] = TITLE.exec(title) ?? [];
    if (field === "maxTokens") result.maxTokens = Number(text);
    else if (field === "systemPrompt") {
      if (isUnchanged(text, systemPrompt)) result.systemPrompt = systemPrompt;
      else if (text !== "") result.systemPrompt = text;
    } else if (role !== "user" && role !== "assistant") throw unreadable(`no title like "${title}"`);
    else {
      const was = number && blocksOf(original.messages[Number(number) - 1]?.content ?? [])[Number(at) - 1];
      if (number && !was) throw unreadable(`no part "${title}" in the request`);
      const block = was ? changeBlock(was, text) : ({ type: "text", text } as const);
      const last = parts.at(-1);
      // Parts with the same number are blocks of one message.
      if (number !== undefined && last?.number === number && last.role === role) last.blocks.push(block);
      else parts.push({ role, number, blocks: [block] });
    }
  }
  result.messages = parts.map(({ role, number, blocks }) => {
    const was = number === undefined ? undefined : original.messages[Number(number) - 1];
    const [only] = blocks;
    const isBare = blocks.length === 1 && only !== undefined && !Array.isArray(was?.content);
    return { ...was, role, content: isBare ? only : blocks };
  });
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

function changeBlock(block: ContentBlock, text: string): ContentBlock {
  if (block.type !== "text" || isUnchanged(text, describeBlock(block))) return block;
  return { ...block, text };
}

function isUnchanged(text: string, original: string | undefined): boolean {
  return original !== undefined && cleanText(original).trimEnd() === text;
}

function unreadable(what: string): KitError {
  return new KitError("invalid_request", `The edited text cannot be read: ${what}.`);
}
