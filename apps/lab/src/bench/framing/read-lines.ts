import { PassThrough } from "node:stream";
import { StdioTransport } from "@kit/transport";
import { StdioServerTransport as Transport2025 } from "@modelcontextprotocol/sdk/server/stdio.js";
import { StdioServerTransport as Transport2026 } from "@modelcontextprotocol/server/stdio";

// Reads messages from its input by one of three transports, and tells over IPC of each. `pnpm bench` starts it with the
// name of the transport.

const TRANSPORTS: Readonly<Record<string, () => StdioTransport | Transport2025 | Transport2026>> = {
  kit: () => new StdioTransport(process.stdin, new PassThrough()),
  "2025-11-25": () => new Transport2025(),
  "2026-07-28": () => new Transport2026(),
};

const [, , name = ""] = process.argv;
const transport = TRANSPORTS[name]?.();
if (transport === undefined) throw new Error(`Name a transport: ${Object.keys(TRANSPORTS).join(", ")}. Seen: ${name}.`);
transport.onmessage = () => process.send?.("read");
await transport.start();
process.send?.("ready");
process.once("disconnect", () => process.exit());
