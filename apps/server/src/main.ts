import type { ProtocolRevision } from "@kit/protocol";
import { StdioTransport } from "@kit/stdio";
import { chooseProtocol } from "./choose-protocol.ts";
import { log } from "./log.ts";

type Protocol = { serve: (transport: StdioTransport, env: NodeJS.ProcessEnv) => Promise<void> };

/** The revisions that this server speaks. Only the SDK that a client needs is loaded. */
const PROTOCOLS: Partial<Record<ProtocolRevision, () => Promise<Protocol>>> = {
  "2025-11-25": () => import("./protocol-2025-11-25/serve.ts"),
  "2026-07-28": () => import("./protocol-2026-07-28/serve.ts"),
};

const transport = new StdioTransport(process.stdin, process.stdout);
const revision = await chooseProtocol(transport);

// Without a first message there was no client.
if (revision !== undefined) {
  try {
    const protocol = await PROTOCOLS[revision]?.();
    if (protocol === undefined) throw new Error(`this server does not speak ${revision}.`);
    await protocol.serve(transport, process.env);
  } catch (error) {
    log(`Cannot start: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
