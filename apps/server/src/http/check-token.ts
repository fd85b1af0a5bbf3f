import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { HttpRefusal } from "./http-refusal.ts";

/** Everybody is the same one when there are no tokens to tell them apart. */
const ANYONE = "anyone";
const BEARER = /^Bearer +(\S+)$/i;

/** Finds out who asks. The principal is a name for a token that does not give it away. */
export type CheckToken = (request: IncomingMessage) => string;

/** Lets in who sends one of the tokens; everybody, if there is none. */
export function createCheckToken(tokens: readonly string[]): CheckToken {
  const known = tokens.map(digest);
  return ({ headers }) => {
    if (known.length === 0) return ANYONE;
    const sent = digest(BEARER.exec(headers.authorization ?? "")?.[1] ?? "");
    // Digests are of one length, and each is compared in full: the time taken says nothing about a token.
    const matches = known.filter((one) => timingSafeEqual(one, sent));
    if (matches.length === 0) throw unauthorized(headers.authorization !== undefined);
    return `token-${digest(sent).toString("hex").slice(0, 16)}`;
  };
}

function unauthorized(hasHeader: boolean): HttpRefusal {
  const seen = hasHeader ? "The server does not know this bearer token." : "The request has no bearer token.";
  const challenge = hasHeader ? 'Bearer error="invalid_token"' : "Bearer";
  const message = `${seen} Send one of the server's tokens in the Authorization header.`;
  return new HttpRefusal(401, "unauthorized", message, { headers: { "www-authenticate": challenge } });
}

function digest(text: string | Buffer): Buffer {
  return createHash("sha256").update(text).digest();
}
