import type { ReadStream } from "node:tty";
import {
  blocksOf,
  type ContentBlock,
  describeBlock,
  KitError,
  parseSamplingRequest,
  parseSamplingResult,
  type SamplingMessage,
  type SamplingRequest,
  type SamplingResult,
} from "@kit/protocol";
import { cleanText, editLine, runEditor, withKeyboard } from "@kit/terminal";

/** What a user edits: a request, or an answer as its only message. */
export type Editable = { maxTokens?: number; systemPrompt?: string | undefined; messages: SamplingMessage[] };

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

/** Reads an edited text; undefined when emptied. @throws {KitError} "invalid_request" naming the line at fault. */
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

type EditTerminal = {
  input: ReadStream;
  output: NodeJS.WritableStream;
  editor: string | undefined;
  write: (text: string) => void;
};

/** Lets the user edit until `check` throws no `KitError`, or they give up: undefined when nothing changes. */
export async function editCard<T extends Editable>(
  current: T,
  check: (edited: T) => T,
  terminal: EditTerminal,
  signal: AbortSignal,
): Promise<T | undefined> {
  const { editor } = terminal;
  const form = toEditText(current);
  let { text } = form;
  for (;;) {
    try {
      if (editor === undefined) return await editOnLine(current, check, terminal, signal);
      text = await runEditor(editor, text, signal);
      const edited = readEditText(text, form, current);
      return edited === undefined ? undefined : check(edited);
    } catch (error) {
      if (!(error instanceof KitError) || signal.aborted) throw error;
      terminal.write(`  ${cleanText(error.message)}\n  e edit again   any other key drops the edit\n`);
      const key = await withKeyboard(terminal.input, (keyboard) => keyboard.next(signal));
      if (key !== "e") return undefined;
    }
  }
}

async function editOnLine<T extends Editable>(
  original: T,
  check: (edited: T) => T,
  { input, output }: EditTerminal,
  signal: AbortSignal,
): Promise<T | undefined> {
  const at = original.messages.findLastIndex(({ content }) => blocksOf(content).some(({ type }) => type === "text"));
  const message = original.messages[at];
  if (message === undefined)
    throw new KitError("invalid_request", "There is no text to edit. Set EDITOR for the rest.");
  const blocks = blocksOf(message.content);
  const index = blocks.findLastIndex(({ type }) => type === "text");
  const block = blocks[index];
  if (block?.type !== "text") return undefined;
  const edited = await editLine({ input, output }, cleanText(block.text), signal);
  if (edited === undefined) return undefined;
  const changed = blocks.with(index, { ...block, text: edited });
  const content = Array.isArray(message.content) ? changed : (changed[0] ?? block);
  return check({ ...original, messages: original.messages.with(at, { ...message, content }) });
}

/** @throws {KitError} "invalid_request" when an edited request breaks the specification, or asks for too much. */
export function checkRequest(edited: SamplingRequest, grantedTokens: number): SamplingRequest {
  const request = parseSamplingRequest(edited);
  if (request.maxTokens <= grantedTokens) return request;
  const asked = `maxTokens is ${request.maxTokens}, and ${grantedTokens} is what this request may have`;
  throw new KitError("invalid_request", `Invalid sampling request: ${asked}.`);
}

/** @throws {KitError} "invalid_request" when an edited answer is not one message, "invalid_reply" when it is none. */
export function checkAnswer(edited: Editable, result: SamplingResult): Editable {
  const [answer, ...more] = edited.messages;
  if (answer === undefined || more.length > 0 || answer.role !== result.role) {
    throw new KitError("invalid_request", `The answer must stay one message of the ${result.role}.`);
  }
  parseSamplingResult(withAnswer(result, edited));
  return edited;
}

export function withAnswer(result: SamplingResult, { messages: [answer] }: Editable): SamplingResult {
  return { ...result, content: answer?.content ?? result.content };
}
