import { createHash } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:http";
import { KitError } from "@kit/protocol";

/**
 * Lets a server listen.
 *
 * @param port 0 takes a free one.
 * @throws {KitError} "invalid_option" when the port is taken, or the host is none of this machine.
 */
export async function listen(server: Server, port = 0, host = "127.0.0.1") {
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (cause) {
    const fix = "Choose another port, or another host.";
    throw new KitError("invalid_option", `Nothing can listen at ${host}, port ${port}: ${String(cause)}.`, {
      cause,
      fix,
    });
  }
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Whether two secrets are the same. How long it takes tells nothing: digests are compared. */
export function isSameSecret(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest("hex");
  return digest(one) === digest(other);
}
