import { KitError } from "../errors/kit-error.ts";
import { blocksOf, type ToolResultContent, type ToolUseContent } from "./content-block.ts";
import type { SamplingMessage } from "./sampling-request.ts";

/**
 * Checks the rules for tool blocks: a user message with a `tool_result` holds nothing else, and every `tool_use` of
 * an assistant message is answered, with matching ids, in the very next user message.
 * Spec: client/sampling, "Message Content Constraints".
 *
 * @throws {KitError} "invalid_request" naming the message that breaks a rule.
 */
export function checkMessages(messages: readonly SamplingMessage[]): void {
  let open: string[] = [];
  for (const [index, { role, content }] of messages.entries()) {
    const blocks = blocksOf(content);
    const uses = blocks.filter((block): block is ToolUseContent => block.type === "tool_use");
    const results = blocks.filter((block): block is ToolResultContent => block.type === "tool_result");
    const where = `messages[${index}]`;

    if (uses.length > 0 && role !== "assistant") refuse(`${where}: a tool_use belongs in an assistant message`);
    if (results.length > 0 && role !== "user") refuse(`${where}: a tool_result belongs in a user message`);
    if (results.length > 0 && results.length < blocks.length) refuse(`${where}: tool results mixed with other content`);

    const answered = results.map((result) => result.toolUseId);
    const missing = open.filter((id) => !answered.includes(id));
    if (missing.length > 0) refuse(`${where}: tool result missing for ${missing.join(", ")}`);
    const unasked = answered.filter((id) => !open.includes(id));
    if (unasked.length > 0)
      refuse(`${where}: tool result for ${unasked.join(", ")}, which the message before did not use`);

    open = uses.map((use) => use.id);
  }
  if (open.length > 0) refuse(`the last message uses ${open.join(", ")} and no tool result follows`);
}

function refuse(what: string): never {
  throw new KitError("invalid_request", `Invalid sampling request: ${what}.`);
}
