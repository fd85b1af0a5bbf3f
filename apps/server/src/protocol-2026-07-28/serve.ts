import { createStateSeal } from "@kit/sampling";
import type { StdioTransport } from "@kit/transport";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { directModelFrom } from "../direct/direct-model.ts";
import { log } from "../log.ts";
import { stateKeys } from "../state-keys.ts";
import { createServer } from "./create-server.ts";

/** Serves a connection whose client speaks protocol 2026-07-28. */
export async function serve(transport: StdioTransport, env: NodeJS.ProcessEnv): Promise<void> {
  const direct = directModelFrom(env);
  const seal = createStateSeal({ secrets: stateKeys(env) });
  const onerror = (error: Error) => log(error.message);
  serveStdio(() => createServer(direct, seal), { transport, legacy: "reject", onerror });
}
