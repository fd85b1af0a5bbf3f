import { countPromptTokens } from "../chat/count-prompt-tokens.ts";
import { ApiError } from "../http/api-error.ts";
import type { FaultCall } from "./fault.ts";

/** @throws {ApiError} 400 "context_length_exceeded". */
export function refuseLength({ asked }: FaultCall): never {
  const tokens = countPromptTokens(asked);
  throw new ApiError(
    400,
    `This model's maximum context length is ${tokens - 1} tokens. However, your messages resulted in ${tokens} tokens. Please reduce the length of the messages.`,
    { param: "messages", code: "context_length_exceeded" },
  );
}
