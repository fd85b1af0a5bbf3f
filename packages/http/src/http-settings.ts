import { KitError } from "@kit/protocol";

/** How a server is served over HTTP. */
export type HttpSettings = {
  /** The address to listen on. */
  host: string;
  /** 0 lets the system choose one. */
  port: number;
  /** The bearer tokens that are known. Without any, every client is let in: on loopback only. */
  tokens: readonly string[];
  /** The names under which the server may be addressed, beside loopback's and `host`. */
  allowedHosts: readonly string[];
  /** Whether to keep nothing between requests. */
  isStateless: boolean;
  /** Whether to serve the old HTTP+SSE endpoints too. */
  hasSse: boolean;
  /** Requests that a principal may send per minute, if there is a limit. */
  rateLimit: number | undefined;
  /** How long a session may be idle before it ends, in milliseconds. */
  sessionIdleMs: number;
  /** How long calls in flight may take to finish when the server stops, in milliseconds. */
  shutdownMs: number;
  /** A Redis that keeps states and counts requests, as `redis://host:port`, if there is one. */
  stateStoreUrl: string | undefined;
};

/** 16 characters or more of what RFC 6750 lets a bearer token consist of. */
const TOKEN = /^(?=.{16})[A-Za-z0-9._~+/-]+=*$/;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;

/** Checks what can only be seen of the settings together. Throws "invalid_option" when they leave the server open. */
export function checkHttpSettings({ host, allowedHosts, tokens, isStateless, hasSse }: HttpSettings): void {
  const isOpen = (name: string) => !LOOPBACK.test(name);
  if (tokens.length === 0 && isOpen(host)) {
    throw invalid(
      `--host ${host} is open to others, so a bearer token is required. Set KIT_SERVER_TOKEN, or bind to 127.0.0.1.`,
    );
  }
  const open = allowedHosts.find(isOpen);
  if (tokens.length === 0 && open !== undefined) {
    throw invalid(
      `--allowed-host ${open} lets others in, through a proxy too, so a bearer token is required. Set KIT_SERVER_TOKEN.`,
    );
  }
  if (!tokens.every((token) => TOKEN.test(token))) {
    throw invalid(
      "A bearer token needs 16 characters or more, of letters, digits and ._~+/-. Make one: openssl rand -hex 32",
    );
  }
  if (hasSse && isStateless) {
    throw invalid("--sse keeps its clients in the memory of the process. Leave out --stateless.");
  }
}

function invalid(message: string): KitError {
  return new KitError("invalid_option", message);
}
