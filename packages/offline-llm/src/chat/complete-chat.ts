import { randomUUID } from "node:crypto";
import { modelId, systemFingerprint } from "../model-card.ts";
import { answerRequest } from "./answer-request.ts";
import type { ChatRequest } from "./chat-request.ts";
import { countPromptTokens } from "./count-prompt-tokens.ts";

/** Answers a checked request with a `chat.completion` object. */
export async function completeChat(request: ChatRequest) {
  const { message, finishReason, tokens } = await answerRequest(request);
  const promptTokens = countPromptTokens(request);
  return {
    id: `chatcmpl-${randomUUID().replaceAll("-", "")}`,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model: modelId,
    choices: [
      {
        index: 0,
        message: { role: "assistant", ...message, refusal: null },
        logprobs: null,
        finish_reason: finishReason,
      },
    ],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: tokens,
      total_tokens: promptTokens + tokens,
    },
    system_fingerprint: systemFingerprint,
  };
}
