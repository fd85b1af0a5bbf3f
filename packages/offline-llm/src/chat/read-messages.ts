import { ApiError } from "../http/api-error.ts";
import { isRecord } from "../is-record.ts";
import { badField } from "./bad-field.ts";
import type { ChatMessage } from "./chat-request.ts";
import { readToolCalls } from "./read-tool-calls.ts";

const roles: ReadonlySet<unknown> = new Set(["system", "developer", "user", "assistant", "tool", "function"]);

/** @throws {ApiError} 400 naming the message or part in `param`. */
export function readMessages(value: unknown): ChatMessage[] {
  if (!Array.isArray(value) || value.length === 0) throw badField("messages", "must be a list of at least one message");
  return value.map((message: unknown, index) => {
    const param = `messages[${index}]`;
    if (!isRecord(message)) throw badField(param, "must be an object");
    if (typeof message.role !== "string" || !roles.has(message.role)) {
      throw badField(`${param}.role`, `must be one of ${[...roles].join(", ")}`);
    }
    const { role } = message;
    const text = readContent(message, `${param}.content`);
    if (role === "tool") return { role, text, toolCallId: readToolCallId(message, `${param}.tool_call_id`) };
    if (role !== "assistant") return { role, text };
    const toolCalls = readToolCalls(message.tool_calls, `${param}.tool_calls`);
    return { role, text, ...(toolCalls.length > 0 && { toolCalls }) };
  });
}

function readContent(message: Record<string, unknown>, param: string): string {
  const { content } = message;
  if (typeof content === "string") return content;
  // An assistant turn that only called tools or was refused has no content.
  if (message.role === "assistant" && (content === null || content === undefined)) return "";
  if (!Array.isArray(content)) throw badField(param, "must be a string or a list of parts");
  return content.map((part: unknown, index) => readPart(part, `${param}[${index}]`)).join("\n");
}

function readToolCallId({ tool_call_id: id }: Record<string, unknown>, param: string): string {
  if (typeof id !== "string" || id === "") throw badField(param, "must be the id of the call that the message answers");
  return id;
}

function readPart(part: unknown, param: string): string {
  if (!isRecord(part)) throw badField(param, "must be an object");
  if (part.type === "refusal" && typeof part.refusal === "string") return part.refusal;
  if (part.type !== "text") {
    const message = `This offline model reads text only; it cannot read a part of type \`${String(part.type)}\`.`;
    throw new ApiError(400, message, { param, code: "unsupported_content" });
  }
  if (typeof part.text !== "string") throw badField(`${param}.text`, "must be a string");
  return part.text;
}
