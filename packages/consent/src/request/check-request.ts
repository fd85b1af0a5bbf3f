import {
  blocksOf,
  type ContentBlock,
  KitError,
  MAX_TEXT_BYTES,
  parseSamplingRequest,
  type SamplingRequest,
} from "@kit/protocol";
import type { MadeBy, Origin, Prompt, ValidRequest } from "../stages.ts";

/** What a client declares that samples: it does so with tools. */
export const SAMPLING_CAPABILITIES = { sampling: { tools: {} } };

/** How large a sampling request may be in all. Its lists have limits of their own in `@kit/protocol`. */
const SIZE_LIMITS: readonly { max: number; name: string; sizeOf: (request: SamplingRequest) => number }[] = [
  // All texts together, with the schemas and inputs of tools.
  {
    ...{ max: MAX_TEXT_BYTES, name: "characters of text" },
    sizeOf: ({ systemPrompt = "", stopSequences = [], tools, metadata, messages }) => {
      const texts = [systemPrompt, ...stopSequences, JSON.stringify(tools) ?? "", JSON.stringify(metadata) ?? ""];
      return sum(texts.map(({ length }) => length)) + sum(allBlocks(messages).map(textLength));
    },
  },
  // All images and sounds together, in base64.
  {
    ...{ max: 32 * 1024 * 1024, name: "characters of images and sounds" },
    sizeOf: ({ messages }) => sum(allBlocks(messages).map((block) => (isMedia(block) ? block.data.length : 0))),
  },
];

/**
 * Refuses what a server asks while none of its tools is called, what breaks the specification, what this client did not
 * declare, and what is too large, before anything is spent.
 *
 * @param capabilities What the client declared. Default: `SAMPLING_CAPABILITIES`.
 * @throws {KitError} "declined" without an open call, "invalid_request" naming the rule or the limit.
 */
export function validateRequest(
  params: unknown,
  { calls }: Pick<Origin, "calls">,
  { sampling }: { sampling: { tools?: object } } = SAMPLING_CAPABILITIES,
): ValidRequest {
  if (calls.length === 0) {
    throw new KitError("declined", "The client lets a server ask only while one of its tools is called.");
  }
  const request = parseSamplingRequest(params);
  // Spec: a client must refuse `tools` and `toolChoice` when it did not declare `sampling.tools`.
  if (sampling.tools === undefined && (request.tools !== undefined || request.toolChoice !== undefined)) {
    throw new KitError("invalid_request", "This client did not declare sampling.tools. Ask without tools.");
  }
  for (const { max, name, sizeOf } of SIZE_LIMITS) {
    const size = sizeOf(request);
    if (size <= max) continue;
    const seen = `${size.toLocaleString("en")} ${name}, where ${max.toLocaleString("en")} may come`;
    throw new KitError("invalid_request", `The sampling request is too large: ${seen}.`);
  }
  return request as ValidRequest;
}

function allBlocks(messages: SamplingRequest["messages"]): ContentBlock[] {
  return messages.flatMap(({ content }) => blocksOf(content));
}

function textLength(block: ContentBlock): number {
  if (block.type === "text") return block.text.length;
  return isMedia(block) ? 0 : JSON.stringify(block).length;
}

function isMedia(block: ContentBlock): block is Extract<ContentBlock, { data: string }> {
  return block.type === "image" || block.type === "audio";
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The signals of a prompt injection in a request, each in words for the user. With one, it never passes unasked. */
export type InjectionSignals = MadeBy<"injectionSignals", readonly string[]>;

const OTHERS = "asks for what belongs to others";

/**
 * What attacks through sampling look like, in the words that they need. A document may hold such words honestly, so
 * they never refuse a request: the user is asked about it, even where the policy would not.
 */
const SIGNALS: readonly { title: string; pattern: RegExp }[] = [
  {
    title: "wants to hold beyond this request",
    pattern:
      /\b(in|for) (all|any|every|your) (future|later|further|subsequent|following) (answers?|responses?|repl(y|ies)|messages?|conversations?|requests?)|\bfrom now on\b|\b(remember|memori[sz]e|keep in mind) (this|that|these|it|the following) (for|in|from|throughout|across)\b/i,
  },
  {
    title: "tells the model to set its instructions aside",
    pattern:
      /\b(ignore|disregard|forget|override) (all |any |every )?(of )?(the |your |my |these |those )?(previous|prior|earlier|above|preceding|other|system|safety) (instructions?|rules?|prompts?|directions?|guidelines?)/i,
  },
  {
    title: "wants something kept from the user",
    pattern:
      /\b(do not|don't|never|without) (tell|telling|mention|mentioning|reveal|revealing|inform|informing|show|showing|alert|alerting|notify|notifying) ([^.\n]{1,40} to )?(the |your )?(user|person|human|reader|operator)\b/i,
  },
  {
    title: "adds a second task",
    pattern:
      /\b(after|when|once|before) (you('ve| have)? )?(are )?(finish(ed|ing)?|done|complet(e|ed|ing)|answer(ed|ing)?|summari[sz](e|ed|ing))\b[^.\n]{0,60}\b(also|additionally|then|secretly) (write|call|send|include|append|output|produce|generate|create)/i,
  },
  {
    title: OTHERS,
    pattern:
      /\b(other|all|every) (connected |available |mcp )?servers?['’]? (context|data|messages|tools|conversations?|history)|\b(conversation|chat|message) history\b|\b(print|reveal|repeat|show|output|list) (me )?(the |your |all )?(system prompt|environment variables|api keys?|credentials|secrets|passwords)\b/i,
  },
];

/**
 * Characters that hide or reorder text on a screen: controls, zero-width characters, bidi overrides and tags. One
 * variation selector is writing; a row of them carries a text that nobody sees.
 */
const HIDDEN_CHARACTERS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u200b\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\u{e0000}-\u{e007f}]|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{2}/u;

/** Looks for signals of a prompt injection in every text of a request. */
export function injectionSignals({ request }: Pick<Prompt, "request">): InjectionSignals {
  const { systemPrompt = "", tools, messages } = request;
  // The model reads all of a tool: its name, its description, and those in its schema.
  const texts = [systemPrompt, stringsIn(tools), ...allBlocks(messages).flatMap(textsIn)];
  const found = SIGNALS.filter(({ pattern }) => texts.some((text) => pattern.test(text))).map(({ title }) => title);
  if (texts.some((text) => HIDDEN_CHARACTERS.test(text))) found.push("holds characters that a screen does not show");
  if (request.includeContext === "allServers") found.push(OTHERS);
  return [...new Set(found)] as readonly string[] as InjectionSignals;
}

function textsIn(block: ContentBlock): string[] {
  if (block.type === "text") return [block.text];
  if (block.type === "tool_result") return [stringsIn(block.content), stringsIn(block.structuredContent)];
  return block.type === "tool_use" ? [stringsIn(block.input)] : [];
}

/** All strings and names in a value, a line each; JSON would escape the characters that are looked for. */
function stringsIn(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.entries(value).flat().map(stringsIn).join("\n");
}
