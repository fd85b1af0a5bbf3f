import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { HttpRefusal } from "./http-refusal.ts";

/** Every client is the same principal when there are no tokens to tell them apart. */
const ANYONE = "anyone";
const BEARER = /^Bearer +(\S+)$/i;
const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];

/** Checks a request. Returns its principal: a name for a token that does not give the token away. */
export type Admit = (request: IncomingMessage) => string;

/** Whom a server lets in. */
export type AdmissionOptions = {
  /** The names that may stand in Host and Origin, beside those of loopback. */
  hostnames: readonly string[];
  /** The bearer tokens that are known. Without any, every client is let in. */
  tokens: readonly string[];
};

/**
 * Admits a request by its source and its bearer token. It must be addressed to a known name, and if a browser sends
 * it, its page must come from one: that keeps web pages out that had their name rebound to this machine. See the
 * security warning in the specification, basic/transports.
 */
export function createAdmission({ hostnames, tokens }: AdmissionOptions): Admit {
  const known = new Set([...LOOPBACK_NAMES, ...hostnames.map((name) => (name.includes(":") ? `[${name}]` : name))]);
  const digests = tokens.map(digest);

  function checkSource({ host, origin }: IncomingMessage["headers"]): void {
    if (!known.has(hostnameOf(`http://${host}`))) throw refusedSource("Host", host);
    if (origin !== undefined && origin !== "" && !known.has(hostnameOf(origin))) throw refusedSource("Origin", origin);
  }

  function checkToken({ authorization }: IncomingMessage["headers"]): string {
    if (digests.length === 0) return ANYONE;
    const sent = digest(BEARER.exec(authorization ?? "")?.[1] ?? "");
    // Digests have one length, and each is compared in full: the time that it takes says nothing about a token.
    const matches = digests.filter((one) => timingSafeEqual(one, sent));
    if (matches.length === 0) throw unauthorized(authorization !== undefined);
    return `token-${digest(sent).toString("hex").slice(0, 16)}`;
  }

  return ({ headers }) => {
    checkSource(headers);
    return checkToken(headers);
  };
}

function hostnameOf(url: string): string {
  return URL.parse(url)?.hostname ?? "";
}

function refusedSource(header: string, value: string | undefined): HttpRefusal {
  const message = `Invalid ${header}: ${value}. Start the server with --allowed-host and that name.`;
  return new HttpRefusal(403, "origin_refused", message);
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
