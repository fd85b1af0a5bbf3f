import { randomUUID } from "node:crypto";
import { modelId, systemFingerprint } from "../model-card.ts";
import { answerTask } from "../skills/answer-task.ts";
import { readTask } from "../task/read-task.ts";
import { countTokens } from "../tokens/tokens.ts";
import type { ChatRequest } from "./chat-request.ts";
import { cutAnswer } from "./cut-answer.ts";

/** What a chat format adds around each message: its role and its borders. */
const tokensPerMessage = 3;

/** Answers a checked request with a `chat.completion` object. */
export async function completeChat(request: ChatRequest) {
  const answer = await answerTask(readTask(request.messages));
  const { content, finishReason } = cutAnswer(answer, request);

  const promptTokens = request.messages.reduce((sum, { text }) => sum + countTokens(text) + tokensPerMessage, 0);
  const completionTokens = countTokens(content);
  return {
    id: `chatcmpl-${randomUUID().replaceAll("-", "")}`,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model: modelId,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content, refusal: null },
        logprobs: null,
        finish_reason: finishReason,
      },
    ],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
    system_fingerprint: systemFingerprint,
  };
}
