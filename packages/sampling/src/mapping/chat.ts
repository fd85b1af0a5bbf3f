/** One part of a chat message, as the OpenAI chat-completions API has it. */
export type ChatPart =
  | { type: "text"; text: string }
  | { type: "image_url"; image_url: { url: string } }
  | { type: "input_audio"; input_audio: { data: string; format: "wav" | "mp3" } };

/** One chat message. */
export type ChatMessage =
  | { role: "system"; content: string }
  | { role: "user"; content: string | ChatPart[] }
  | { role: "assistant"; content: string };

/** What a sampling request becomes: the part of a chat-completions request that it decides. */
export type ChatRequest = {
  messages: ChatMessage[];
  max_tokens: number;
  temperature?: number;
  stop?: string[];
  [parameter: string]: unknown;
};

/** What a sampling result is made from: the part of a chat completion that it needs. */
export type ChatReply = {
  choices: { message: { content?: string | null; refusal?: string | null }; finish_reason?: string | null }[];
  usage?: { prompt_tokens: number; completion_tokens: number } | null | undefined;
};
