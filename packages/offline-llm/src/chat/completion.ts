/** The call of a function in an answer, in OpenAI's wire format. */
export interface CompletionToolCall {
  id: string;
  type: "function";
  function: { name: string; arguments: string };
}

export interface CompletionMessage {
  content: string | null;
  tool_calls?: CompletionToolCall[];
}

export type FinishReason = "stop" | "length" | "tool_calls";

export interface CompletionChoice {
  index: number;
  message: CompletionMessage & { role: "assistant"; refusal: null };
  logprobs: null;
  finish_reason: FinishReason;
}

export interface CompletionUsage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

/** A whole answer: OpenAI's `chat.completion`. */
export interface Completion {
  id: string;
  object: "chat.completion";
  created: number;
  model: string;
  choices: CompletionChoice[];
  usage: CompletionUsage;
  system_fingerprint: string;
}
