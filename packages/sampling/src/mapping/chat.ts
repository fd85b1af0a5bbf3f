/** One part of a chat message, as the OpenAI chat-completions API has it. */
export type ChatPart =
  | { type: "text"; text: string }
  | { type: "image_url"; image_url: { url: string } }
  | { type: "input_audio"; input_audio: { data: string; format: "wav" | "mp3" } };

/** One call of a tool by the model. */
export type ChatToolCall = { id: string; type: "function"; function: { name: string; arguments: string } };

/** One chat message. */
export type ChatMessage =
  | { role: "system"; content: string }
  | { role: "user"; content: string | ChatPart[] }
  | { role: "assistant"; content: string | null; tool_calls?: ChatToolCall[] }
  | { role: "tool"; tool_call_id: string; content: string };

/** A tool that the model may call. */
export type ChatTool = {
  type: "function";
  function: { name: string; description?: string; parameters: Record<string, unknown> };
};

/** What a sampling request becomes: the part of a chat-completions request that it decides. */
export type ChatRequest = {
  messages: ChatMessage[];
  max_tokens: number;
  temperature?: number;
  stop?: string[];
  tools?: ChatTool[];
  tool_choice?: "auto" | "required" | "none";
  [parameter: string]: unknown;
};

/** What a sampling result is made from: the part of a chat completion that it needs. */
export type ChatReply = {
  choices: {
    message: {
      content?: string | null;
      refusal?: string | null;
      tool_calls?: (ChatToolCall | { type: "custom"; id: string })[] | null | undefined;
    };
    finish_reason?: string | null;
  }[];
  usage?: { prompt_tokens: number; completion_tokens: number } | null | undefined;
};
