import { ApiError } from "../http/api-error.ts";

/** A 400 that names the field and says what is wrong with it. */
export function badField(name: string, problem: string): ApiError {
  return new ApiError(400, `\`${name}\` ${problem}.`, { param: name, code: "invalid_value" });
}
