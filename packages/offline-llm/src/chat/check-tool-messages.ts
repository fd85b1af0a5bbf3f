import { badField } from "./bad-field.ts";
import type { ChatMessage } from "./chat-request.ts";

/**
 * Calls and tool messages belong together: after an assistant message with calls stands one tool message for each.
 *
 * @throws {ApiError} 400 naming the message in `param`.
 */
export function checkToolMessages(messages: readonly ChatMessage[]): void {
  let open = new Map<string, string>();
  messages.forEach(({ role, toolCalls = [], toolCallId }, index) => {
    if (role === "tool") {
      if (toolCallId === undefined || !open.delete(toolCallId)) {
        throw badField(
          `messages[${index}].tool_call_id`,
          "must be the id of a call in the assistant message before it, answered once",
        );
      }
      return;
    }
    refuseUnanswered(open);
    open = new Map(toolCalls.map(({ id }, at) => [id, `messages[${index}].tool_calls[${at}]`]));
  });
  refuseUnanswered(open);
}

function refuseUnanswered(open: ReadonlyMap<string, string>): void {
  for (const param of open.values()) throw badField(param, "must be followed by a tool message that answers it");
}
