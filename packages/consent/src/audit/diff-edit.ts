import { blocksOf, type ContentBlock, type SamplingRequest, type SamplingResult } from "@kit/protocol";

/** Prompts may be as long as a book: whoever rewrote one whole need not wait for the diff. */
const MOST_MS = 500;

export type DiffOptions = {
  /** How many unchanged lines to show around each change. */
  context: number;
};

/** What was changed in a request, as a unified diff of its text; undefined when nothing was. */
export function diffRequest(
  before: SamplingRequest,
  after: SamplingRequest,
  options: DiffOptions,
): Promise<string | undefined> {
  return diff("asked", requestText(before), "sent", requestText(after), options);
}

/** What was changed in an answer, as a unified diff of its text; undefined when nothing was. */
export function diffResult(
  before: SamplingResult,
  after: SamplingResult,
  options: DiffOptions,
): Promise<string | undefined> {
  return diff("answered", resultText(before), "replied", resultText(after), options);
}

async function diff(beforeName: string, before: string, afterName: string, after: string, { context }: DiffOptions) {
  if (before === after) return undefined;
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import("diff");
  const options = { context, timeout: MOST_MS, headerOptions: FILE_HEADERS_ONLY };
  const patch = createTwoFilesPatch(beforeName, afterName, before, after, undefined, undefined, options);
  const [from, to] = [before, after].map((text) => text.split("\n").length - 1);
  return patch ?? `--- ${beforeName}\n+++ ${afterName}\nChanged too much for a diff: ${from} lines became ${to}.\n`;
}

function requestText({ messages, systemPrompt, _meta, ...rest }: SamplingRequest): string {
  // An editor may give the fields back in another order.
  const fields = Object.entries(rest).sort(([one], [other]) => one.localeCompare(other));
  return [
    ...(systemPrompt === undefined ? [] : ["[system]", systemPrompt]),
    ...messages.flatMap(({ role, content }) => [`[${role}]`, ...blocksOf(content).map(blockText)]),
    ...fields.map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    "",
  ].join("\n");
}

function resultText({ content, stopReason }: SamplingResult): string {
  return [...blocksOf(content).map(blockText), `stopReason: ${stopReason ?? "none"}`, ""].join("\n");
}

function blockText(block: ContentBlock): string {
  return block.type === "text" ? block.text : JSON.stringify(block);
}
