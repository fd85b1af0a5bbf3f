import type { ProtocolRevision } from "@kit/protocol";
import type { StdioTransport } from "@kit/transport";
import type { HttpProtocol, HttpProtocolOptions } from "./http/http-protocol.ts";

/** How one revision is served. Its folder is loaded when a client needs it. */
export type Protocol = {
  stdio: () => Promise<{ serve: (transport: StdioTransport, env: NodeJS.ProcessEnv) => Promise<void> }>;
  http: () => Promise<{ serveHttp: (options: HttpProtocolOptions) => HttpProtocol }>;
};

/** The revisions that this server speaks. Only what a client needs is loaded. */
export const PROTOCOLS: Partial<Record<ProtocolRevision, Protocol>> = {
  "2025-11-25": {
    stdio: () => import("./protocol-2025-11-25/serve.ts"),
    http: () => import("./protocol-2025-11-25/serve-http.ts"),
  },
  "2026-07-28": {
    stdio: () => import("./protocol-2026-07-28/serve.ts"),
    http: () => import("./protocol-2026-07-28/serve-http.ts"),
  },
};
