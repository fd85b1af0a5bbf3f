import { createRequire } from "node:module";
import type { ServerCommand } from "@kit/stdio";
import type { ServerIdentity } from "./connection.ts";
import { serverEnvironment } from "./server-environment.ts";

/** The kit's own server. Node runs its TypeScript as it stands. */
export function kitServerCommand(env: NodeJS.ProcessEnv): ServerCommand {
  const entry = createRequire(import.meta.url).resolve("@kit/server/src/main.ts");
  return { command: process.execPath, args: [entry], env: serverEnvironment(env) };
}

/** A server that is started with a command, under the name that the person gave it. */
export function identify(name: string, { command, args = [] }: ServerCommand): ServerIdentity {
  return { name, reachedBy: [command, ...args].join(" ") };
}
