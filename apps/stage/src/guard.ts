import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Failure } from "@kit/terminal";

/** What every answer carries: the page loads nothing from elsewhere, runs no inline script, and tells nobody its address. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/** An answer that refuses, with its status of HTTP. */
export class Refused extends Error {
  readonly status: number;
  readonly failure: Failure;

  constructor(status: number, code: string, message: string, fix?: string) {
    super(message);
    this.status = status;
    this.failure = { code, message, ...(fix !== undefined && { fix }) };
  }
}

/**
 * Lets only the page of this server through: by the host that a browser believes it speaks to, by the page that asks,
 * and by the token.
 *
 * @returns whether the token came in the address: then it is to be taken out of there.
 * @throws {Refused} 403 for another host or origin, 401 without the token.
 */
export function admit({ headers, url }: IncomingMessage, token: string, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host = "", origin, authorization = "", "sec-fetch-site": site } = headers;
  if (!hosts.includes(host)) throw new Refused(403, "wrong_host", "This host is not the stage's.", OPEN);
  // Another port of this machine is the same site, and another origin.
  const isOther = origin !== undefined && origin !== `http://${host}`;
  const isForeign = site !== undefined && site !== "same-origin" && site !== "none";
  if (isOther || isForeign) throw new Refused(403, "wrong_origin", "Another page may not ask the stage.", OPEN);
  const given = addressOf(url)?.searchParams.get("token");
  if (given && isSame(given, token)) return true;
  const cookies = (headers.cookie ?? "").split(/; */);
  if (isSame(authorization, `Bearer ${token}`) || cookies.includes(cookieOf(token, port))) return false;
  throw new Refused(401, "no_token", "The stage opens by the address that its terminal shows.", OPEN);
}

const OPEN = "Open the whole address that pnpm run stage has printed.";

/** The address of a request; null when it is none. */
export function addressOf(url = "/"): URL | null {
  return URL.parse(url, "http://stage");
}

/** A browser keeps one jar for all ports of a host. */
export function cookieOf(token: string, port: number): string {
  return `stage-${port}=${token}`;
}

function isSame(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}
