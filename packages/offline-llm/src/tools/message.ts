/** One call of a tool, as it stands in an assistant message. */
export interface ToolCall {
  id: string;
  name: string;
  /** JSON text. */
  arguments: string;
}

/** One message of a conversation that may hold calls of tools and their results. */
export interface Message {
  role: string;
  /** The text parts of the message, joined. */
  text: string;
  /** The calls of an assistant message. */
  toolCalls?: readonly ToolCall[];
  /** In a tool message: the call that it answers. */
  toolCallId?: string;
}
