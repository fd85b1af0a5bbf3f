import type { SamplingRequest } from "@kit/protocol";
import type { ChatRequest, ChatTool } from "./chat.ts";
import { toChatMessages } from "./to-chat-messages.ts";

/** What `metadata` may pass on to the provider. Anything else could change what the client decided. */
const PASSED_METADATA = ["top_p", "top_k", "seed", "presence_penalty", "frequency_penalty"];

/**
 * Maps a sampling request to a chat-completions request.
 *
 * @throws {KitError} "invalid_request" when a message holds a block that chat completions cannot carry.
 */
export function toChatRequest(request: SamplingRequest): ChatRequest {
  const { messages, systemPrompt, maxTokens, temperature, stopSequences = [], metadata = {} } = request;
  const { tools = [], toolChoice } = request;
  const passed = PASSED_METADATA.filter((name) => metadata[name] !== undefined);
  return {
    ...Object.fromEntries(passed.map((name) => [name, metadata[name]])),
    messages: [
      ...(systemPrompt === undefined ? [] : [{ role: "system" as const, content: systemPrompt }]),
      ...messages.flatMap(toChatMessages),
    ],
    max_tokens: maxTokens,
    ...(temperature !== undefined && { temperature }),
    ...(stopSequences.length > 0 && { stop: stopSequences }),
    ...(tools.length > 0 && { tools: tools.map(toChatTool), tool_choice: toolChoice?.mode ?? "auto" }),
  };
}

function toChatTool({ name, description, inputSchema }: NonNullable<SamplingRequest["tools"]>[number]): ChatTool {
  return {
    type: "function",
    function: { name, ...(description !== undefined && { description }), parameters: inputSchema },
  };
}
