import cluster from "node:cluster";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { KitError } from "@kit/protocol";
import { log } from "../log.ts";
import { PROTOCOLS } from "../protocols.ts";
import type { HttpOptions } from "./http-options.ts";
import { portOf } from "./replica.ts";

/**
 * Listens where the options say, and tells so. Replicas of one port leave the telling to the process that started them.
 *
 * @throws {KitError} "invalid_option" when the port cannot be had.
 */
export async function listen(server: Server, options: HttpOptions): Promise<void> {
  const { host, hasAffinity } = options;
  try {
    server.listen(portOf(options));
    await once(server, "listening");
  } catch (cause) {
    const why = codeOf(cause) === "EADDRINUSE" ? "is in use" : `cannot be used (${codeOf(cause)})`;
    const message = `Port ${portOf(options).port} on ${host} ${why}. Choose another with --port.`;
    throw new KitError("invalid_option", message, { cause });
  }
  if (cluster.isWorker && !hasAffinity) return;
  const { port } = server.address() as AddressInfo;
  const name = host.includes(":") ? `[${host}]` : host;
  log(`Listening on http://${name}:${port}/mcp for ${Object.keys(PROTOCOLS).join(" and ")}.`);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : error;
}
