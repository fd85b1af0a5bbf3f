import type { Tool, ToolChoice } from "../tools/choose/tool.ts";
import type { JsonSchema } from "../tools/json-schema/json-schema.ts";
import type { Message } from "../tools/message.ts";

export type ChatMessage = Message;

/** The form of an answer in words, or of one that is JSON; without a schema any object will do. */
export type ResponseFormat = { type: "text" } | { type: "json"; schema: JsonSchema | undefined };

/** A chat completion request after its fields were checked. */
export interface ChatRequest {
  messages: ChatMessage[];
  tools: Tool[];
  toolChoice: ToolChoice;
  responseFormat: ResponseFormat;
  /** Tokens by this server's own estimate. */
  maxTokens: number | undefined;
  stop: string[];
}
