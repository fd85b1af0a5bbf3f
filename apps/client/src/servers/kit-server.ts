import { createRequire } from "node:module";
import { serverEnvironment } from "./server-environment.ts";
import type { CommandServer } from "./server-spec.ts";

/** The kit's own server, under the name `kit`. Node runs its TypeScript as it stands. */
export function kitServer(env: NodeJS.ProcessEnv): CommandServer {
  const entry = createRequire(import.meta.url).resolve("@kit/server/src/main.ts");
  return { name: "kit", command: process.execPath, args: [entry], env: serverEnvironment(env) };
}
