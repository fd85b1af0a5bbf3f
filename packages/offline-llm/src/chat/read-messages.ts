import { ApiError } from "../http/api-error.ts";
import type { ChatMessage } from "./chat-request.ts";
import { isRecord } from "./parameters.ts";

const roles: ReadonlySet<unknown> = new Set(["system", "developer", "user", "assistant", "tool", "function"]);

/** @throws {ApiError} 400 naming the message or part in `param`. */
export function readMessages(value: unknown): ChatMessage[] {
  if (!Array.isArray(value) || value.length === 0)
    throw badMessage("messages", "must be a list of at least one message");
  return value.map((message: unknown, index) => {
    const param = `messages[${index}]`;
    if (!isRecord(message)) throw badMessage(param, "must be an object");
    if (typeof message.role !== "string" || !roles.has(message.role)) {
      throw badMessage(`${param}.role`, `must be one of ${[...roles].join(", ")}`);
    }
    return { role: message.role, text: readContent(message, `${param}.content`) };
  });
}

function readContent(message: Record<string, unknown>, param: string): string {
  const { content } = message;
  if (typeof content === "string") return content;
  // An assistant turn that only called tools or was refused has no content.
  if (message.role === "assistant" && (content === null || content === undefined)) return "";
  if (!Array.isArray(content)) throw badMessage(param, "must be a string or a list of parts");
  return content.map((part: unknown, index) => readPart(part, `${param}[${index}]`)).join("\n");
}

function readPart(part: unknown, param: string): string {
  if (!isRecord(part)) throw badMessage(param, "must be an object");
  if (part.type === "refusal" && typeof part.refusal === "string") return part.refusal;
  if (part.type !== "text") {
    const message = `This offline model reads text only; it cannot read a part of type \`${String(part.type)}\`.`;
    throw new ApiError(400, message, { param, code: "unsupported_content" });
  }
  if (typeof part.text !== "string") throw badMessage(`${param}.text`, "must be a string");
  return part.text;
}

function badMessage(param: string, problem: string): ApiError {
  return new ApiError(400, `\`${param}\` ${problem}.`, { param, code: "invalid_value" });
}
