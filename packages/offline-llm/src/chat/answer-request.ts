import { answerTask } from "../skills/answer-task.ts";
import { readTask } from "../task/read-task.ts";
import { countTokens } from "../tokens/tokens.ts";
import type { ToolCall } from "../tools/message.ts";
import type { Answer } from "./answer.ts";
import type { ChatRequest } from "./chat-request.ts";
import { cutAnswer } from "./cut-answer.ts";
import { cutToolCall } from "./cut-tool-call.ts";

/** Answers a checked request with a call of a tool, with JSON, or with words. */
export async function answerRequest(request: ChatRequest): Promise<Answer> {
  const answer = asksForWords(request) ? await answerTask(readTask(request.messages)) : await answerWithTools(request);
  if (typeof answer !== "string") return cutToolCall(answer, request.maxTokens);
  const { content, finishReason } = cutAnswer(answer, request);
  return { message: { content }, finishReason, tokens: countTokens(content) };
}

/** Most requests need nothing of what tools and JSON need, and do not load it. */
function asksForWords({ messages, tools, responseFormat }: ChatRequest): boolean {
  const speaksOfTools = messages.some(({ role, text }) => role === "tool" || /JSON[\s-]*schema/i.test(text));
  return tools.length === 0 && responseFormat.type === "text" && !speaksOfTools;
}

async function answerWithTools(request: ChatRequest): Promise<string | ToolCall> {
  const { messages, tools, toolChoice, responseFormat } = request;
  const { readConversation } = await import("../tools/conversation/read-conversation.ts");
  const { chooseToolCall } = await import("../tools/choose/choose-tool-call.ts");
  const conversation = readConversation(messages);
  const call = await chooseToolCall(conversation, tools, toolChoice);
  if (call !== undefined) return call;

  if (responseFormat.type === "json" || conversation.schemaInText !== undefined) {
    const { answerInJson } = await import("../tools/answer-in-json.ts");
    return answerInJson(conversation, responseFormat.type === "json" ? responseFormat.schema : undefined);
  }
  if (tools.length === 0 && conversation.calls.length === 0) return answerTask(readTask(messages));
  const { answerInText } = await import("../tools/answer-in-text.ts");
  return answerInText(conversation);
}
