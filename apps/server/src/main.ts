import { StdioTransport } from "@kit/stdio";
import { chooseProtocol } from "./choose-protocol.ts";
import { log } from "./log.ts";

const transport = new StdioTransport(process.stdin, process.stdout);
const revision = await chooseProtocol(transport);

// Only the SDK that this client needs is loaded.
if (revision !== undefined) {
  const { serve } =
    revision === "2025-11-25"
      ? await import("./protocol-2025-11-25/serve.ts")
      : await import("./protocol-2026-07-28/serve.ts");
  await serve(transport, process.env).catch((error: Error) => {
    log(`Cannot start: ${error.message}`);
    process.exit(1);
  });
}
