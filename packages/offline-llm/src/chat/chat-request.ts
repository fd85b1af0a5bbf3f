export interface ChatMessage {
  role: string;
  /** The text parts of the message, joined. */
  text: string;
}

/** A chat completion request after its fields were checked. */
export interface ChatRequest {
  messages: ChatMessage[];
  /** Tokens by this server's own estimate. */
  maxTokens: number | undefined;
  stop: string[];
}
