import type { ReadStream } from "node:tty";
import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import { blocksOf, KitError, parseSamplingRequest, parseSamplingResult } from "@kit/protocol";
import { cleanText, editLine, runEditor, withKeyboard } from "@kit/terminal";
import { type Editable, readEditText, toEditText } from "./edit-text.ts";

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

/** Edits the last text of the conversation: the prompt. */
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
