import { countTokens } from "../tokens/tokens.ts";
import type { ChatRequest } from "./chat-request.ts";

/** What a chat format adds around each message: its role and its borders. */
const tokensPerMessage = 3;

/** How many tokens a request has: its messages with their calls, its tools and its schema. */
export function countPromptTokens({ messages, tools, responseFormat }: ChatRequest): number {
  const spoken = messages.map(({ text, toolCalls = [] }) => {
    const calls = toolCalls.map((call) => countTokens(call.name) + countTokens(call.arguments));
    return sum([countTokens(text), tokensPerMessage, ...calls]);
  });
  const offered = tools.map((tool) => countTokens(JSON.stringify(tool)));
  const schema = responseFormat.type === "json" ? responseFormat.schema : undefined;
  return sum([...spoken, ...offered, schema === undefined ? 0 : countTokens(JSON.stringify(schema))]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
