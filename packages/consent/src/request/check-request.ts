import {
  blocksOf,
  type ContentBlock,
  KitError,
  MAX_TEXT_BYTES,
  parseSamplingRequest,
  type SamplingRequest,
} from "@kit/protocol";
import { countText } from "../format.ts";
import type { MadeBy, Origin, Prompt, ValidRequest } from "../stages.ts";

export const SAMPLING_CAPABILITIES = { sampling: { tools: {} } };

/** In characters, of base64 too. Lists have limits of their own in `@kit/protocol`. */
const SIZE_LIMITS = { text: MAX_TEXT_BYTES, "images and sounds": 32 * 1024 * 1024 } as const;

function sizesOf({ systemPrompt, stopSequences = [], tools, metadata, messages }: SamplingRequest) {
  const blocks = messages.flatMap(({ content }) => blocksOf(content));
  const [media, others] = [blocks.filter(isMedia), blocks.filter((block) => !isMedia(block))];
  const texts = others.map((block) => (block.type === "text" ? block.text : block));
  return {
    text: lengthOf([systemPrompt, ...stopSequences, tools, metadata, ...texts]),
    "images and sounds": lengthOf(media.map(({ data }) => data)),
  };
}

function lengthOf(values: readonly unknown[]): number {
  const texts = values.map((value) => (typeof value === "string" ? value : (JSON.stringify(value) ?? "")));
  return texts.reduce((sum, { length }) => sum + length, 0);
}

/**
 * Refuses what breaks the specification, what this client did not declare, and what is too large.
 *
 * @throws {KitError} "declined" while no tool of the server is called, "invalid_request" naming the rule or the limit.
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
  const sizes = sizesOf(request);
  for (const kind of ["text", "images and sounds"] as const) {
    if (sizes[kind] <= SIZE_LIMITS[kind]) continue;
    const seen = `${countText(sizes[kind])} characters of ${kind}, where ${countText(SIZE_LIMITS[kind])} may come`;
    throw new KitError("invalid_request", `The sampling request is too large: ${seen}.`);
  }
  return request as ValidRequest;
}

function isMedia(block: ContentBlock): block is Extract<ContentBlock, { data: string }> {
  return block.type === "image" || block.type === "audio";
}

/** The signals of a prompt injection in a request, each in words for the user. With one, it never passes unasked. */
export type InjectionSignals = MadeBy<"injectionSignals", readonly string[]>;

/** Scripts whose letters join or run from right to left. */
const JOINING = String.raw`\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Devanagari}\p{sc=Bengali}\p{sc=Gurmukhi}\p{sc=Gujarati}\p{sc=Oriya}\p{sc=Tamil}\p{sc=Telugu}\p{sc=Kannada}\p{sc=Malayalam}\p{sc=Sinhala}\p{sc=Khmer}\p{sc=Mongolian}`;

const OTHERS = "asks for what belongs to others";

/** What attacks through sampling look like. A document may hold such words honestly: the user is asked. */
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
 * What hides text or reorders it on a screen, but for where writing needs it: joiners in emoji and in scripts that join,
 * a mark of direction beside such a script, a soft hyphen in a word, a selector after a sign that has several forms.
 */
const HIDDEN_CHARACTERS = new RegExp(
  [
    String.raw`[^\P{Cc}\t\n\f\r]|[\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]`,
    String.raw`(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f${JOINING}])\u200d`,
    String.raw`(?<![${JOINING}])\u200c|(?<![${JOINING}])[\u061c\u200e\u200f](?![${JOINING}])`,
    String.raw`(?<!\p{L})\u00ad|\u00ad(?!\p{L})`,
    String.raw`(?<![\p{Emoji}\p{Sm}\p{sc=Han}])[\ufe00-\ufe0f]|(?<!\p{sc=Han})[\u{e0100}-\u{e01ef}]`,
    String.raw`(?![\u00ad\u061c\u200c-\u200f\ufe00-\ufe0f\u{e0100}-\u{e01ef}])\p{Default_Ignorable_Code_Point}`,
  ].join("|"),
  "u",
);

/** Looks for signals of a prompt injection in every text. Each says where it stands, by number: names are the server's. */
export function injectionSignals({ request }: Pick<Prompt, "request">): InjectionSignals {
  const { systemPrompt = "", tools = [], messages, maxTokens: _most, ...settings } = request;
  // The model reads all of a tool.
  const texts = [
    { where: "the system prompt", text: systemPrompt },
    ...messages.map(({ content }, index) => {
      const blocks = blocksOf(content);
      // A sentence may go on in the next block.
      const prose = blocks.map((block) => (block.type === "text" ? block.text : ""));
      return { where: `message ${index + 1}`, text: [...prose, ...blocks.map(textOf)].join("\n") };
    }),
    ...tools.map((tool, index) => ({ where: `tool ${index + 1}`, text: stringsIn(tool) })),
    { where: "the settings", text: stringsIn(settings) },
  ];
  const plain = texts.map(({ where, text }) => ({ where, text: asRead(text) }));
  const found = SIGNALS.flatMap(({ title, pattern }) => signalIn(plain, title, pattern));
  const hidden = signalIn(texts, "holds characters that a screen does not show", HIDDEN_CHARACTERS);
  const others = request.includeContext === "allServers" ? [`${OTHERS}, in the settings`] : [];
  return [...new Set([...found, ...hidden, ...others])] as readonly string[] as InjectionSignals;
}

function signalIn(texts: readonly { where: string; text: string }[], title: string, pattern: RegExp): string[] {
  const first = texts.find(({ text }) => pattern.test(text));
  return first === undefined ? [] : [`${title}, in ${first.where}`];
}

/** A text as a model reads it: without markup and what a screen leaves out; line ends are spaces. */
function asRead(text: string): string {
  return text
    .replace(/\p{Default_Ignorable_Code_Point}+|[*_`~]+|<\/?\w{1,20}>/gu, "")
    .normalize("NFKC")
    .replace(/\s+/g, " ");
}

function textOf(block: ContentBlock): string {
  if (!isMedia(block)) return stringsIn(block);
  const { data: _, ...rest } = block;
  return stringsIn(rest);
}

/** All strings and names in a value, a line each; JSON would escape the characters that are looked for. */
function stringsIn(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.entries(value).flat().map(stringsIn).join("\n");
}
