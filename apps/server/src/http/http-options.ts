import { KitError } from "@kit/protocol";

/** How the server is served over HTTP. */
export type HttpOptions = {
  host: string;
  /** 0 lets the system choose one. */
  port: number;
  /** The bearer tokens that are known. Without any, everybody is let in: on loopback only. */
  tokens: readonly string[];
  /** The names under which the server may be addressed, beside loopback's and `host`. */
  allowedHosts: readonly string[];
  isStateless: boolean;
  hasSse: boolean;
  /** How many processes serve. 1 is this one alone. */
  replicas: number;
  /**
   * Whether a proxy sends each session to its process, by the id that it chose for it. Each replica then listens on a
   * port of its own.
   */
  hasAffinity: boolean;
  /** Requests that a principal may send per minute, if there is a limit. */
  rateLimit: number | undefined;
  sessionIdleMs: number;
  /** How long calls in flight may take to finish when the server stops, in milliseconds. */
  shutdownMs: number;
};

/** 16 characters or more of what RFC 6750 lets a bearer token consist of. */
const TOKEN = /^(?=.{16})[A-Za-z0-9._~+/-]+=*$/;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;

/**
 * Checks what can only be seen of the options together.
 *
 * @throws {KitError} "invalid_option" when they would leave the server open, or cannot work.
 */
export function checkHttpOptions(options: HttpOptions): void {
  const { host, tokens, isStateless, hasSse, replicas, hasAffinity } = options;
  if (tokens.length === 0 && !LOOPBACK.test(host)) {
    throw invalid(
      `--host ${host} is open to others, so a bearer token is required. Set KIT_SERVER_TOKEN, or bind to 127.0.0.1.`,
    );
  }
  if (!tokens.every((token) => TOKEN.test(token))) {
    throw invalid(
      "A bearer token needs 16 characters or more, of letters, digits and ._~+/-. Make one: openssl rand -hex 32",
    );
  }
  if (hasSse && (isStateless || replicas > 1)) {
    throw invalid("--sse keeps its clients in the memory of one process. Leave out --stateless and --replicas.");
  }
  if (hasAffinity && isStateless) {
    throw invalid("--affinity is for sessions, and with --stateless there are none. Leave out one of them.");
  }
}

function invalid(message: string): KitError {
  return new KitError("invalid_option", message);
}
