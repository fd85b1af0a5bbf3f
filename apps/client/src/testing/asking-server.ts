import { fileURLToPath } from "node:url";
import type { ProtocolRevision } from "@kit/protocol";
import type { CommandServer } from "@kit/transport";
import type { HttpTestServer } from "./serve-on-loopback.ts";

/** A server that was written with the bare SDK of a revision, to be started as a process. */
export function askingServer(revision: ProtocolRevision, name = "asking"): CommandServer {
  const entry = fileURLToPath(new URL(`../protocol-${revision}/testing/stdio-server.ts`, import.meta.url));
  return { name, command: process.execPath, args: [entry, name], env: {} };
}

/** The same server over Streamable HTTP, in this process. */
export async function startAskingServer(revision: ProtocolRevision, name = "asking"): Promise<HttpTestServer> {
  // A revision that was deleted must not break what is left: the compiler does not follow this import.
  const { startHttpServer } = await import(`../protocol-${revision}/testing/start-http-server.ts`);
  return startHttpServer(name);
}

/** The same server over the transport before Streamable HTTP. */
export async function startAskingSseServer(name = "asking"): Promise<HttpTestServer> {
  const folder = "../protocol-2025-11-25";
  const { startSseServer } = await import(`${folder}/testing/start-http-server.ts`);
  return startSseServer(name);
}

/** A server process that runs a script. */
export function scriptedServer(name: string, script: string): CommandServer {
  return { name, command: process.execPath, args: ["-e", script], env: {} };
}
