import type { StdioTransport } from "@kit/transport";
import { directModelFrom } from "../direct/direct-model.ts";
import { openBackChannel } from "./back-channel.ts";
import { createServer } from "./create-server.ts";

/** Serves a connection whose client speaks protocol 2025-11-25. */
export async function serve(transport: StdioTransport, env: NodeJS.ProcessEnv): Promise<void> {
  await createServer(directModelFrom(env), openBackChannel).connect(transport);
}
