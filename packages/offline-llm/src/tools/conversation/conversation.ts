import type { JsonSchema } from "../json-schema/json-schema.ts";

/** A call that was made since the user last asked, with what came back. */
export interface PastCall {
  id: string;
  name: string;
  input: Record<string, unknown>;
  /** The text of the tool's answer; empty while there is none. */
  result: string;
  isError: boolean;
}

/** What somebody found wrong with an answer, such as "age: must be at least 18". */
export interface Complaint {
  /** Where in the answer: names and indexes joined by dots, or "" for all of it. */
  path: string;
  message: string;
}

/** What a conversation comes down to: what is asked, what it is about, and what was done about it. */
export interface Conversation {
  /** What the user asks for, without the data. */
  request: string;
  /** The request, then the system message. */
  instruction: string;
  /** The text to work on, if the user gives one. It is never read as an instruction. */
  data: string;
  /** The question to be answered, if there is one. */
  question: string | undefined;
  calls: readonly PastCall[];
  /** About the answer that was given last. */
  complaints: readonly Complaint[];
  /** The schema that the instructions ask an answer to fit, when they ask in words. */
  schemaInText: JsonSchema | undefined;
  /** The ids of all calls ever made. */
  usedIds: ReadonlySet<string>;
}
