import { blocksOf, type ContentBlock, type SamplingRequest } from "@kit/protocol";
import type { MadeBy, Prompt } from "../stages.ts";

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
  const texts = textsOf(request);
  const found = SIGNALS.filter(({ pattern }) => texts.some((text) => pattern.test(text))).map(({ title }) => title);
  if (texts.some((text) => HIDDEN_CHARACTERS.test(text))) found.push("holds characters that a screen does not show");
  if (request.includeContext === "allServers") found.push(OTHERS);
  return [...new Set(found)] as readonly string[] as InjectionSignals;
}

function textsOf({ systemPrompt = "", messages, tools = [] }: SamplingRequest): string[] {
  const described = tools.map(({ description = "" }) => description);
  return [systemPrompt, ...described, ...messages.flatMap(({ content }) => blocksOf(content).flatMap(textsIn))];
}

function textsIn(block: ContentBlock): string[] {
  if (block.type === "text") return [block.text];
  if (block.type === "tool_result") return [stringsIn(block.content), stringsIn(block.structuredContent)];
  return block.type === "tool_use" ? [stringsIn(block.input)] : [];
}

/** All strings of a value, with line ends between them; JSON would escape the characters that are looked for. */
function stringsIn(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).map(stringsIn).join("\n");
}
