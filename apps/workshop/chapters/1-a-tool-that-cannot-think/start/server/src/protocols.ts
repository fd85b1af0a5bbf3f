import type { HttpProtocol, HttpProtocolOptions } from "@kit/http";
import type { ProtocolRevision } from "@kit/protocol";
import type { StdioTransport } from "@kit/transport";
import type { ServerParts } from "./server-parts.ts";

/** What the folder of a revision offers. */
export type Protocol = {
  /** Serves the client at the other end of a pipe. */
  serveStdio: (transport: StdioTransport, parts: ServerParts) => Promise<void>;
  /** Opens the revision over HTTP, and only then loads what HTTP needs. */
  openHttp: (options: HttpProtocolOptions, parts: ServerParts) => Promise<HttpProtocol>;
};

/** The revisions that this server speaks. Only what a client needs is loaded. */
export const PROTOCOLS: Partial<Record<ProtocolRevision, () => Promise<Protocol>>> = {
  "2025-11-25": () => import("./protocol-2025-11-25/serve.ts"),
};
