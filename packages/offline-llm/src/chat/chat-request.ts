import type { Tool, ToolChoice } from "../tools/choose/tool.ts";
import type { JsonSchema } from "../tools/json-schema/json-schema.ts";
import type { Message } from "../tools/message.ts";

export type ChatMessage = Message;

/** The form of an answer in words, or of one that is JSON; without a schema any object will do. */
export type ResponseFormat = { type: "text" } | { type: "json"; schema: JsonSchema | undefined };

export interface StreamOptions {
  /** Whether the last chunk tells the usage. */
  includeUsage: boolean;
}

/** A chat completion request after its fields were checked. */
export interface ChatRequest {
  /** The id that was asked for, sent back with the answer. */
  model: string;
  messages: ChatMessage[];
  tools: Tool[];
  toolChoice: ToolChoice;
  responseFormat: ResponseFormat;
  /** Tokens by this server's own estimate. */
  maxTokens: number | undefined;
  stop: string[];
  /** `n`: how many times the answer is given, 1 to 8. */
  choiceCount: number;
  /** Undefined when the answer is wanted in one piece. */
  stream: StreamOptions | undefined;
}
