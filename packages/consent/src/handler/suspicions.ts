/** A sign that a prompt wants more than an answer: what it looks like, and how the person is told. */
export type Suspicion = { title: string; pattern: RegExp };

/**
 * What attacks through sampling look like, in the words that they need. A document may hold such words honestly, so
 * they never refuse a request: they call a person, even where the policy would not.
 */
export const SUSPICIONS: readonly Suspicion[] = [
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
    title: "wants something kept from the person",
    pattern:
      /\b(do not|don't|never|without) (tell|telling|mention|mentioning|reveal|revealing|inform|informing|show|showing|alert|alerting|notify|notifying) ([^.\n]{1,40} to )?(the |your )?(user|person|human|reader|operator)\b/i,
  },
  {
    title: "adds a second task",
    pattern:
      /\b(after|when|once|before) (you('ve| have)? )?(are )?(finish(ed|ing)?|done|complet(e|ed|ing)|answer(ed|ing)?|summari[sz](e|ed|ing))\b[^.\n]{0,60}\b(also|additionally|then|secretly) (write|call|send|include|append|output|produce|generate|create)/i,
  },
  {
    title: "asks for what belongs to others",
    pattern:
      /\b(other|all|every) (connected |available |mcp )?servers?['’]? (context|data|messages|tools|conversations?|history)|\b(conversation|chat|message) history\b|\b(print|reveal|repeat|show|output|list) (me )?(the |your |all )?(system prompt|environment variables|api keys?|credentials|secrets|passwords)\b/i,
  },
];

/**
 * Characters that hide or reorder text on a screen: controls, zero-width characters, bidi overrides and tags. One
 * variation selector is writing; a row of them carries a text that nobody sees.
 */
export const HIDDEN_CHARACTERS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u200b\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\u{e0000}-\u{e007f}]|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{2}/u;
