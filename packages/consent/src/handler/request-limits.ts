import { MAX_TEXT_BYTES } from "@kit/protocol";

/** How large a sampling request may be. What is larger is refused before anything looks at it. */
export const REQUEST_LIMITS = {
  /** Messages of one conversation. */
  messages: 500,
  /** Blocks of one message. */
  blocks: 200,
  /** Tools that the server gives the model. */
  tools: 128,
  stopSequences: 16,
  hints: 32,
  /** Characters of all texts together, with the schemas and inputs of tools. */
  textCharacters: MAX_TEXT_BYTES,
  /** Characters of all images and sounds together, in base64. */
  mediaCharacters: 32 * 1024 * 1024,
} as const;

export type RequestLimits = { readonly [Name in keyof typeof REQUEST_LIMITS]: number };
