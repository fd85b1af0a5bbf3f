import { ApiError } from "./api-error.ts";

/** @throws {ApiError} 400 when the text is no JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, "The request body is not valid JSON. Send a JSON object with `model` and `messages`.");
  }
}
