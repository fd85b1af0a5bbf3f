import type { Conversation } from "../conversation/conversation.ts";
import type { JsonSchema } from "../json-schema/json-schema.ts";
import { answerFromSources, type SourcedAnswer } from "../results/answer-from-sources.ts";
import { readSources, type Source } from "../results/read-sources.ts";
import type { Classification } from "./classify-text.ts";

/** A value to be found: what a property or parameter is called, and what its schema says about it. */
export interface Slot {
  name: string;
  description: string;
}

/** A value for a slot. `found` is false when it only fills the place. */
export interface Filled {
  value: unknown;
  found: boolean;
  /** Of an object: whether everything that it must have was found. */
  isWhole?: boolean;
}

/** Where the values of one instance come from. */
export interface FillContext {
  conversation: Conversation;
  /** What `$ref` refers to. */
  root: JsonSchema;
  /** What the tools returned, or else the text that the user gave. */
  sources: readonly Source[];
  /** Texts to look into, most telling first: the sources, the user's text, the request. */
  texts: readonly string[];
  /** Values that are used up: a call that was made with them is not made again. */
  taken: readonly unknown[];
  /** The sentence of the sources that answers the question; worked out once. */
  answer: () => Promise<SourcedAnswer | undefined>;
  /** How the text was classified for a property of the same object. */
  classification: Classification | undefined;
  /** How deep in the schema the slot lies. */
  depth: number;
  /** The references that lead to the slot. */
  references: readonly unknown[];
}

/** @param taken Values of earlier calls of the same tool. */
export function createContext(
  conversation: Conversation,
  root: JsonSchema,
  taken: readonly unknown[] = [],
): FillContext {
  const { data, question, request, calls } = conversation;
  const returned = readSources(calls);
  const given = data === "" ? [] : [{ text: data, fields: {}, isWhole: true }];
  const sources = returned.length > 0 ? returned : given;
  const asked = question === undefined || request.includes(question) ? request : `${request}\n${question}`;
  const texts = [sources.map(({ text }) => text).join("\n\n"), data, asked].filter((text) => text.trim() !== "");
  let answer: Promise<SourcedAnswer | undefined> | undefined;
  return {
    conversation,
    root,
    sources,
    texts: [...new Set(texts)],
    taken,
    answer() {
      answer ??= question === undefined ? Promise.resolve(undefined) : answerFromSources(question, sources);
      return answer;
    },
    classification: undefined,
    depth: 0,
    references: [],
  };
}

/** The same, but looking into one text only. */
export function narrowContext(context: FillContext, text: string, fields: Record<string, unknown> = {}): FillContext {
  const source = { text, fields, isWhole: true };
  return { ...context, sources: [source], texts: [text], classification: undefined };
}
