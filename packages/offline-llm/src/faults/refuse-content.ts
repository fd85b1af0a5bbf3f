import { ApiError } from "../http/api-error.ts";

/** @throws {ApiError} 400 "content_filter". */
export function refuseContent(): never {
  throw new ApiError(400, "The response was filtered because the prompt triggered the content management policy.", {
    param: "messages",
    code: "content_filter",
  });
}
