import { fileURLToPath } from "node:url";
import type { ProtocolRevision } from "@kit/protocol";
import type { CommandServer } from "../servers/server-spec.ts";

/** A server that was written with the bare SDK of a revision, to be started as a process. */
export function askingServer(revision: ProtocolRevision, name = "asking"): CommandServer {
  const entry = fileURLToPath(new URL(`../protocol-${revision}/testing/stdio-server.ts`, import.meta.url));
  return { name, command: process.execPath, args: [entry, name], env: {} };
}

/** A server process that runs a script. */
export function scriptedServer(name: string, script: string): CommandServer {
  return { name, command: process.execPath, args: ["-e", script], env: {} };
}
