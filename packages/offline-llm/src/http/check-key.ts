import { createHash, timingSafeEqual } from "node:crypto";
import { ApiError } from "./api-error.ts";

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * Lets a request pass that carries `Authorization: Bearer <apiKey>`, or any request when the server has no key.
 *
 * @throws {ApiError} 401 "invalid_api_key" otherwise.
 */
export function checkKey(authorization: string | undefined, apiKey: string | false): void {
  if (apiKey === false) return;
  const given = /^Bearer\s+(\S+)\s*$/i.exec(authorization ?? "")?.[1];
  if (given === undefined) {
    throw new ApiError(401, "No API key was sent. Send `Authorization: Bearer <the key of this offline model>`.", {
      code: "invalid_api_key",
    });
  }
  // Digests have one length, so the comparison takes the same time for every wrong key.
  if (!timingSafeEqual(digest(given), digest(apiKey))) {
    throw new ApiError(401, "Incorrect API key. Use the key that this server was started with.", {
      code: "invalid_api_key",
    });
  }
}
