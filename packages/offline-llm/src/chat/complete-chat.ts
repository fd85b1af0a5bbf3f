import { randomUUID } from "node:crypto";
import { systemFingerprint } from "../model-card.ts";
import { answerRequest } from "./answer-request.ts";
import type { ChatRequest } from "./chat-request.ts";
import type { Completion } from "./completion.ts";
import { countPromptTokens } from "./count-prompt-tokens.ts";

/** Answers a checked request with a `chat.completion` object; with `n` above 1, with so many equal choices. */
export async function completeChat(request: ChatRequest): Promise<Completion> {
  const { message, finishReason, tokens } = await answerRequest(request);
  const promptTokens = countPromptTokens(request);
  const completionTokens = tokens * request.choiceCount;
  return {
    id: `chatcmpl-${randomUUID().replaceAll("-", "")}`,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    choices: Array.from({ length: request.choiceCount }, (_, index) => ({
      index,
      message: { role: "assistant", ...message, refusal: null },
      logprobs: null,
      finish_reason: finishReason,
    })),
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
    system_fingerprint: systemFingerprint,
  };
}
