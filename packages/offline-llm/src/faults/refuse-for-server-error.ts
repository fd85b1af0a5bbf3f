import { ApiError } from "../http/api-error.ts";

/** @throws {ApiError} 500. */
export function refuseForServerError(): never {
  throw new ApiError(500, "The server had an error while processing your request. Please retry your request.");
}
