import type { CompletionMessage, FinishReason } from "./completion.ts";

/** What one choice says, before it is put into the wire format. */
export interface Answer {
  message: CompletionMessage;
  finishReason: FinishReason;
  tokens: number;
}
