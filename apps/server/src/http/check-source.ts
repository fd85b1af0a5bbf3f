import type { IncomingMessage } from "node:http";
import { localhostAllowedHostnames, validateHostHeader, validateOriginHeader } from "@modelcontextprotocol/server";
import { HttpRefusal } from "./http-refusal.ts";

/** Refuses a request by the host that it is addressed to, and by the page that it comes from. */
export type CheckSource = (request: IncomingMessage) => void;

/**
 * Keeps web pages out that had their name rebound to this machine: a request must be addressed to a name that is
 * known, and if a browser sends it, its page must come from one. See the security warning in the specification,
 * basic/transports.
 */
export function createCheckSource(hostnames: readonly string[]): CheckSource {
  const allowed = [
    ...localhostAllowedHostnames(),
    ...hostnames.map((name) => (name.includes(":") ? `[${name}]` : name)),
  ];
  return ({ headers }) => {
    const host = validateHostHeader(headers.host, allowed);
    const checked = host.ok ? validateOriginHeader(headers.origin, allowed) : host;
    if (checked.ok) return;
    throw new HttpRefusal(
      403,
      "origin_refused",
      `${checked.message}. Start the server with --allowed-host and that name.`,
    );
  };
}
