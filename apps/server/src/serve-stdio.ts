import { StdioTransport } from "@kit/transport";
import { chooseProtocol } from "./choose-protocol.ts";
import { log } from "./log.ts";
import { PROTOCOLS } from "./protocols.ts";

/** Serves the client at the other end of stdin and stdout, on the revision that its first message speaks. */
export async function serveStdio(env: NodeJS.ProcessEnv): Promise<void> {
  const transport = new StdioTransport(process.stdin, process.stdout);
  const revision = await chooseProtocol(transport);
  // Without a first message there was no client.
  if (revision === undefined) return;
  try {
    const protocol = await PROTOCOLS[revision]?.stdio();
    if (protocol === undefined) throw new Error(`this server does not speak ${revision}.`);
    await protocol.serve(transport, env);
  } catch (error) {
    log(`Cannot start: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
